// Attack: reads where the judge's memory lies.
// Blocked: the file cannot be opened.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int attack(int judge) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/maps", judge);
    return open(path, O_RDONLY) >= 0;
}
