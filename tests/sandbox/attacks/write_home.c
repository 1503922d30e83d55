// Attack: makes a file in the user's home folder.
// Blocked: the file cannot be made.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open(HOME_MARKER, O_WRONLY | O_CREAT, 0600) >= 0;
}
