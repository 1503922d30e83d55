// Attack: calls itself without end.
// Blocked: it ends, and nothing else does.
// Seen as: SIGSEGV
// Harmless alone: compilers may do this; only candidates may not.

#define _GNU_SOURCE

static int deeper(int depth) {
    volatile char room[4096];
    room[0] = (char)depth;
    return depth == -1 ? room[0] : deeper(depth + 1) + room[0];
}

int attack(int judge) {
    return deeper(judge) == 1;
}
