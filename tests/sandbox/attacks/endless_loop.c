// Attack: never returns.
// Blocked: it is killed when its time is up.
// Seen as: took too long
// Ends: by the clock.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE

int attack(int judge) {
    (void)judge;
    for (volatile int on = 1; on;) continue;
    return 1;
}
