// Attack: starts a process in namespaces of its own.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return syscall(SYS_clone, CLONE_NEWUSER | CLONE_NEWNET | SIGCHLD, 0, 0, 0, 0) >= 0;
}
