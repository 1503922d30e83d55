// Attack: becomes a shell.
// Blocked: a candidate cannot start a program.
// Seen as: not for functions
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return execl("/bin/sh", "sh", "-c", "exit 1", (char *)NULL);
}
