// Attack: mounts a file system over the machine's.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sys/mount.h>

int attack(int judge) {
    (void)judge;
    return mount("none", "/tmp", "tmpfs", 0, "") == 0;
}
