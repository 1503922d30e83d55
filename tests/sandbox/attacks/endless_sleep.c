// Attack: never returns, and uses no processor time.
// Blocked: it is killed when its time is up.
// Seen as: took too long
// Ends: by the clock.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    for (;;) sleep(100);
}
