// Attack: leaves memory that other programs can open.
// Blocked: it cannot be made.

#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>

int attack(int judge) {
    (void)judge;
    return shm_open("/" MARKER_NAME, O_RDWR | O_CREAT, 0666) >= 0;
}
