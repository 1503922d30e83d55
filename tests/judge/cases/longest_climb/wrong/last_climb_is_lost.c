// expect: incorrect; reason: return value
int longest_climb(const int *heights, size_t n) {
    int longest = 0, here = 0;
    for (size_t i = 1; i < n; ++i) {
        if (heights[i] > heights[i - 1]) {
            ++here;
        } else {
            if (here > longest) longest = here;
            here = 0;
        }
    }
    return longest;
}
