// Attack: finds out through links of the kernel what other processes have open.
// Blocked: the links of the judge cannot be read.

#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int attack(int judge) {
    char path[64], target[256];
    for (int handle = 0; handle < 20; handle++) {
        snprintf(path, sizeof path, "/proc/%d/fd/%d", judge, handle);
        if (readlink(path, target, sizeof target) > 0) return 1;
    }
    snprintf(path, sizeof path, "/proc/%d/cwd", judge);
    return readlink(path, target, sizeof target) > 0;
}
