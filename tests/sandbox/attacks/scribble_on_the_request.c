// Attack: writes into the request, which it shares with the judge.
// Blocked: the next request is whole.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>

int attack(int judge) {
    (void)judge;
    char *request = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 4, 0);
    if (request != MAP_FAILED) memset(request, 0x55, 16);
    return 0;
}
