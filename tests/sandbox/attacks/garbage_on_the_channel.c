// Attack: floods the channel to the judge with messages of every size.
// Blocked: the judge drops it all and goes on.
// Seen as: spoke out of turn
// Ends: by the clock.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    static char noise[4096];
    for (int i = 1; i < 64; i++) write(3, noise, (size_t)i * 64);
    return 1;
}
