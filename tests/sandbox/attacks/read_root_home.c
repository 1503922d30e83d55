// Attack: reads root's home folder.
// Blocked: nothing there can be opened.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open("/root/.bashrc", O_RDONLY) >= 0 || open("/root/.profile", O_RDONLY) >= 0;
}
