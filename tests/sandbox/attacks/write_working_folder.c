// Attack: makes a file in its working folder.
// Blocked: the file cannot be made.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open(MARKER_NAME, O_WRONLY | O_CREAT, 0600) >= 0;
}
