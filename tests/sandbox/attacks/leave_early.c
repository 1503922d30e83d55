// Attack: ends the process as if all were well.
// Blocked: there is no answer.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    _exit(0);
}
