// Attack: writes more into the answer than belongs there.
// Blocked: the judge takes no answer of another size.
// Seen as: wrong size
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return write(5, "surplus", 7) == 7;
}
