// Attack: takes all memory.
// Blocked: the limit on its address space stops it.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

int attack(int judge) {
    (void)judge;
    for (size_t taken = 0; taken < (size_t)64 << 30; taken += 64 << 20) {
        char *block = malloc(64 << 20);
        if (block == NULL) return 0;
        memset(block, 1, 64 << 20);
    }
    return 1;
}
