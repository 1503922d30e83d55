// Attack: changes how the kernel lays out its memory.
// Blocked: a candidate cannot.
// Seen as: not for functions
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <sys/personality.h>

int attack(int judge) {
    (void)judge;
    return personality(ADDR_NO_RANDOMIZE) >= 0;
}
