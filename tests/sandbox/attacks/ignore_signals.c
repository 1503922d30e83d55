// Attack: cannot be asked to end.
// Blocked: it is killed when its time is up.
// Seen as: took too long
// Ends: by the clock.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    for (int number = 1; number < 64; number++) signal(number, SIG_IGN);
    for (;;) sleep(100);
}
