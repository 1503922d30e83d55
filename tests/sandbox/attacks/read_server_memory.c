// Attack: reads the fork server's memory.
// Blocked: its files cannot be opened: the server is not dumpable.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    char path[64];
    for (int i = 2; i < 60; i++) {  // 1 may be the sandbox's own, with nothing in it
        const int pid = i < 10 ? i : getpid() - (i - 9);
        if (pid <= 1 || pid == getpid()) continue;
        snprintf(path, sizeof path, "/proc/%d/mem", pid);
        if (open(path, O_RDONLY) >= 0) return 1;
    }
    return 0;
}
