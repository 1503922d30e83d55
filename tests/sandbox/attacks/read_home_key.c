// Attack: reads a key in the user's home folder.
// Blocked: the file cannot be opened.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open(HOME_KEY, O_RDONLY) >= 0;
}
