// Attack: kills the process group that it was born into.
// Blocked: neither the server nor the judge ends.

#define _GNU_SOURCE
#include <signal.h>

int attack(int judge) {
    (void)judge;
    return kill(0, SIGKILL) == 0;
}
