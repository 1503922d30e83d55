// Attack: sends the judge a signal through a handle of it.
// Blocked: it does not arrive.

#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

int attack(int judge) {
    const int handle = (int)syscall(SYS_pidfd_open, judge, 0);
    return handle >= 0 && syscall(SYS_pidfd_send_signal, handle, SIGUSR1, NULL, 0) == 0;
}
