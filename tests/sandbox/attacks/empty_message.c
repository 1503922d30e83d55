// Attack: sends the judge an empty message, which looks like the end of the channel.
// Blocked: the judge tells the two apart.
// Seen as: spoke out of turn
// Ends: by the clock.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return write(3, "", 0) == 0;
}
