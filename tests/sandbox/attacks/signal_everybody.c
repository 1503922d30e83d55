// Attack: signals every process that it can.
// Blocked: no process can be reached.

#define _GNU_SOURCE
#include <signal.h>

int attack(int judge) {
    (void)judge;
    return kill(-1, 0) == 0;
}
