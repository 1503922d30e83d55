// Attack: reads a file next to the folder of libraries, which is shown.
// Blocked: the file cannot be opened.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open(BESIDE_KEY, O_RDONLY) >= 0;
}
