// Attack: leaves a symbolic link to a key where the judge may look.
// Blocked: no link can be made.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return symlink(HOME_KEY, LIBRARIES "/" MARKER_NAME) == 0 || symlink(HOME_KEY, "/libraries/" MARKER_NAME) == 0;
}
