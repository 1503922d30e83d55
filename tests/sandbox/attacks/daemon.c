// Attack: lives on in a session of its own.
// Blocked: no process of it is left.

#define _GNU_SOURCE
#include <sys/prctl.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    if (fork() != 0) return 0;
    setsid();
    if (fork() != 0) _exit(0);
    prctl(PR_SET_NAME, PROCESS_NAME);
    for (;;) sleep(100);
}
