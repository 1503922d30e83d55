#include <stdbool.h>

static inline bool rises(const int *at) { return at[0] < at[1]; }

int longest_climb(const int *heights, size_t n) {
    int longest = 0;
    size_t i = 0;
    enum { nothing = 0 };
    if (n < 2) goto done;
    while (i + 1 < n) {
        int here = nothing;
        while (i + 1 < n && rises(&heights[i])) ++i, ++here;
        if (here > longest) longest = here;
        ++i;
    }
done:
    return longest;
}
