// Attack: copies the judge's memory.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <errno.h>
#include <sys/uio.h>

int attack(int judge) {
    char room[8];
    const struct iovec here = {room, sizeof room}, there = {(void *)0x400000, sizeof room};
    process_vm_readv(judge, &here, 1, &there, 1, 0);
    return errno != EPERM && errno != ENOSYS && errno != ESRCH;
}
