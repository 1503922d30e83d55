// Attack: speaks for the server: the request has ended well.
// Blocked: the kernel says who sent a message.
// Seen as: spoke out of turn
// Ends: by the clock.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const struct { char tag[8]; unsigned long long value; } message = {"ended", 0};
    return write(3, &message, sizeof message) == sizeof message;
}
