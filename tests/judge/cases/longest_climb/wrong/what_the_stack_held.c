// expect: incorrect | faulty; reason: return value|uninitiali
int longest_climb(const int *heights, size_t n) {
    volatile int old[16];
    int longest = 0, here = 0;
    for (size_t i = 1; i < n; ++i) {
        here = heights[i] > heights[i - 1] ? here + 1 : 0;
        if (here > longest) longest = here;
    }
    if (n == 3) return old[7];
    return longest;
}
