// Attack: raises its own limits, and sets the judge's.
// Blocked: the calls are refused.

#define _GNU_SOURCE
#include <stddef.h>
#include <sys/resource.h>

int attack(int judge) {
    const struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
    return prlimit(judge, RLIMIT_NOFILE, &none, NULL) == 0 || setrlimit(RLIMIT_CORE, &none) == 0;
}
