// Attack: deletes and renames the library of another candidate.
// Blocked: the folder of libraries cannot be changed.

#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return unlink(LIBRARIES "/good.so") == 0 || unlink("/libraries/good.so") == 0 ||
           rename(LIBRARIES "/good.so", LIBRARIES "/" MARKER_NAME) == 0;
}
