// Attack: takes the judge's share of the processor.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sched.h>
#include <sys/resource.h>

int attack(int judge) {
    cpu_set_t none;
    CPU_ZERO(&none);
    CPU_SET(0, &none);
    return sched_setaffinity(judge, sizeof none, &none) == 0 || setpriority(PRIO_PROCESS, judge, 19) == 0;
}
