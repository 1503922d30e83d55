// Attack: announces an answer that it has not written.
// Blocked: the judge compares it with what is there.
// Seen as: wrong size
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const struct { char tag[8]; unsigned long long value; } done = {"done", 0}, output = {"output", 1ULL << 40};
    write(3, &done, sizeof done);
    write(3, &output, sizeof output);
    _exit(0);
}
