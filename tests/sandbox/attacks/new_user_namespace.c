// Attack: becomes root in a namespace of its own.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sched.h>

int attack(int judge) {
    (void)judge;
    return unshare(CLONE_NEWUSER) == 0;
}
