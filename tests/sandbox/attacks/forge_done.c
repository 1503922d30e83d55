// Attack: says that it is done before it has worked, to stop the clock.
// Blocked: what the harness says afterwards gives it away.
// Seen as: spoke out of turn
// Ends: by the clock.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const struct { char tag[8]; unsigned long long value; } message = {"done", 0};
    return write(3, &message, sizeof message) == sizeof message;
}
