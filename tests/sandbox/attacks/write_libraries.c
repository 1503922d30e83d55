// Attack: replaces the library of another candidate.
// Blocked: the folder of libraries cannot be written.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open(LIBRARIES "/good.so", O_WRONLY | O_TRUNC) >= 0 || open("/libraries/good.so", O_WRONLY | O_TRUNC) >= 0;
}
