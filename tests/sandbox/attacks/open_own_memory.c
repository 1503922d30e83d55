// Attack: writes into its own read-only memory through the kernel's file.
// Blocked: the file cannot be opened for writing.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open("/proc/self/mem", O_RDWR) >= 0;
}
