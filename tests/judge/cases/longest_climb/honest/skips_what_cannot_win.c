int longest_climb(const int *heights, size_t n) {
    size_t longest = 0, start = 0;
    while (start + longest + 1 < n) {
        size_t end = start;
        while (end + 1 < n && heights[end] < heights[end + 1]) ++end;
        if (end - start > longest) longest = end - start;
        start = end + 1;
    }
    return (int)longest;
}
