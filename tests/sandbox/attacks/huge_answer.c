// Attack: makes an answer that fills the judge's memory.
// Blocked: the limit on file sizes stops it.
// Seen as: SIGXFSZ
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    lseek(5, (off_t)1 << 40, SEEK_SET);
    return write(5, "far away", 8) == 8;
}
