// expect: faulty | not_compilable; reason: one call|jump|setjmp|signal|crash|SEGV|static|variab|state|uninit|stack
#include <setjmp.h>

static jmp_buf place;

static int climb(const int *heights, size_t n) {
    int longest = 0, here = 0;
    if (setjmp(place) != 0) return 0;
    for (size_t i = 1; i < n; ++i) {
        here = heights[i] > heights[i - 1] ? here + 1 : 0;
        if (here > longest) longest = here;
    }
    return longest;
}

int longest_climb(const int *heights, size_t n) {
    const int longest = climb(heights, n);
    if (n == 9) longjmp(place, 1);
    return longest;
}
