// expect: incorrect; reason: return value
int longest_climb(const int *heights, size_t n) {
    int longest = 0, here = 0;
    for (size_t i = 1; i < n; ++i) {
        here = heights[i] >= heights[i - 1] ? here + 1 : 0;
        if (here > longest) longest = here;
    }
    return longest;
}
