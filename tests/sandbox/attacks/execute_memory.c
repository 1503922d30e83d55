// Attack: becomes a program that it has written into memory.
// Blocked: a memory file cannot be made or run.
// Seen as: not for functions
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const int handle = memfd_create("program", 0);
    return handle >= 0 && write(handle, "#!/bin/sh\n", 10) == 10;
}
