// Attack: starts processes that start processes.
// Blocked: a candidate cannot start one.
// Seen as: not for functions
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    for (;;) fork();
}
