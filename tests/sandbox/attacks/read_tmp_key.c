// Attack: reads a key in the folder for temporary files.
// Blocked: the file cannot be opened.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open(TMP_KEY, O_RDONLY) >= 0;
}
