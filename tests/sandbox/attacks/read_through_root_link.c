// Attack: reads a key through the kernel's link to the file tree's root.
// Blocked: the link leads to no readable file.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open("/proc/self/root" HOME_KEY, O_RDONLY) >= 0 ||
           open("/proc/self/cwd/../../../../../.." HOME_KEY, O_RDONLY) >= 0;
}
