// Attack: closes the descriptors on which the judge listens.
// Blocked: only this request fails.
// Seen as: exit code
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    for (int handle = 0; handle < 20; handle++) close(handle);
    return 1;
}
