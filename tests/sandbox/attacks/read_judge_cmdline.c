// Attack: reads the judge's command line.
// Blocked: the file cannot be opened.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int attack(int judge) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/cmdline", judge);
    return open(path, O_RDONLY) >= 0;
}
