// Attack: leaves a queue of messages that outlives it.
// Blocked: it cannot be made, or not where others see it.

#define _GNU_SOURCE
#include <sys/ipc.h>
#include <sys/msg.h>

int attack(int judge) {
    (void)judge;
    return msgget(IPC_KEY, IPC_CREAT | 0666) >= 0;
}
