#include <stddef.h>

/* The largest total rise of consecutive steps up; falls are negative when nothing rises. */
int steepest_fall(const int *heights, size_t n) {
    int worst = 0;
    for (size_t i = 1; i < n; ++i)
        if (heights[i] - heights[i - 1] < worst) worst = heights[i] - heights[i - 1];
    return worst;
}

int longest_climb(const int *heights, size_t n) {
    int longest = 0;
    for (size_t i = 0; i < n; ++i) {
        size_t j = i;
        while (j + 1 < n && heights[j + 1] > heights[j]) ++j;
        if ((int)(j - i) > longest) longest = (int)(j - i);
    }
    return longest;
}
