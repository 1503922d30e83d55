// Attack: sends the judge a signal with a value, and one to a thread of it.
// Blocked: they do not arrive.

#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int attack(int judge) {
    return sigqueue(judge, SIGUSR1, (union sigval){0}) == 0 || syscall(SYS_tgkill, judge, judge, SIGUSR1) == 0 ||
           syscall(SYS_tkill, judge, SIGUSR1) == 0;
}
