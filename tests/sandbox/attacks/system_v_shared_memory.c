// Attack: leaves a segment of memory that outlives it.
// Blocked: it cannot be made, or not where others see it.

#define _GNU_SOURCE
#include <sys/ipc.h>
#include <sys/shm.h>

int attack(int judge) {
    (void)judge;
    return shmget(IPC_KEY, 4096, IPC_CREAT | 0666) >= 0;
}
