// Attack: sends the judge a signal.
// Blocked: it does not arrive.

#define _GNU_SOURCE
#include <signal.h>

int attack(int judge) {
    return kill(judge, SIGUSR1) == 0;
}
