// Attack: leaves a semaphore that outlives it.
// Blocked: it cannot be made, or not where others see it.

#define _GNU_SOURCE
#include <sys/ipc.h>
#include <sys/sem.h>

int attack(int judge) {
    (void)judge;
    return semget(IPC_KEY, 1, IPC_CREAT | 0666) >= 0;
}
