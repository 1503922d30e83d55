// Attack: reads the list of accounts.
// Blocked: the file cannot be opened.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open("/etc/passwd", O_RDONLY) >= 0;
}
