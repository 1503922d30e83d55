// Attack: puts other descriptors into the place of the judge's.
// Blocked: the call is refused.
// Seen as: not for functions
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return dup2(2, 3) == 3;
}
