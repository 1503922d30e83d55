// expect: faulty | incorrect; reason: overflow|SEGV|null|too long|signal|return value
int longest_climb(const int *heights, size_t n) {
    int longest = 0, here = 0;
    for (size_t i = 0; i < n - 1; ++i) {
        here = heights[i + 1] > heights[i] ? here + 1 : 0;
        if (here > longest) longest = here;
    }
    return longest;
}
