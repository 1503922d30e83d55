// Attack: prints without end.
// Blocked: the judge keeps a few kilobytes.
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <string.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    static char line[65536];
    memset(line, 'x', sizeof line);
    for (int i = 0; i < 256; i++) {
        write(1, line, sizeof line);
        write(2, line, sizeof line);
    }
    return 0;
}
