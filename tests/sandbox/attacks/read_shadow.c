// Attack: reads the accounts' password hashes.
// Blocked: the file cannot be opened.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open("/etc/shadow", O_RDONLY) >= 0;
}
