// Attack: changes its user.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return setuid(0) == 0 || setresuid(0, 0, 0) == 0;
}
