// Attack: moves the root of its file tree.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return chroot("/usr") == 0;
}
