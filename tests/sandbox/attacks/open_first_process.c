// Attack: writes into the memory of the first process.
// Blocked: the file cannot be opened.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open("/proc/1/mem", O_RDWR) >= 0;
}
