// expect: faulty | incorrect; reason: overflow|return value
int longest_climb(const int *heights, size_t n) {
    int longest = 0, here = 0, steepness = 0;
    for (size_t i = 1; i < n; ++i) {
        steepness = (heights[i] - heights[i - 1]) * 43000000;
        here = steepness > 0 ? here + 1 : 0;
        if (here > longest) longest = here;
        if (steepness == 12345) return 0;
    }
    return longest;
}
