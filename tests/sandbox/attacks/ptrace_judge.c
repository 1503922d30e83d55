// Attack: takes over the judge as a debugger.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sys/ptrace.h>

int attack(int judge) {
    return ptrace(PTRACE_SEIZE, judge, 0, 0) == 0;
}
