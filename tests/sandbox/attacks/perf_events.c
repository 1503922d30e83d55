// Attack: watches the machine's performance counters.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

int attack(int judge) {
    struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .exclude_kernel = 1};
    return syscall(SYS_perf_event_open, &event, judge, -1, -1, 0) >= 0 ||
           syscall(SYS_perf_event_open, &event, 0, -1, -1, 0) >= 0;
}
