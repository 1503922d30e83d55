// Attack: acts already when its library is loaded.
// Blocked: the limits hold by then.

#define _GNU_SOURCE
#include <fcntl.h>

static int found;
__attribute__((constructor)) static void early(void) { found = open(HOME_KEY, O_RDONLY) >= 0; }

int attack(int judge) {
    (void)judge;
    return found;
}
