// Attack: starts a shell.
// Blocked: a candidate cannot start a program.
// Seen as: not for functions
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const pid_t child = vfork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", "echo started", (char *)NULL);
        _exit(1);
    }
    return child > 0;
}
