// Nested vectors: every inner element becomes the mean of its neighbours.
#include <vector>

void smooth(int rows, int columns, const std::vector<std::vector<double>>& grid,
            std::vector<std::vector<double>>& result) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    for (int pass = 0; pass < 2; ++pass) {
        __asm__ volatile("" ::: "memory");
        const int end = pass == 0 ? rows - 1 : rows / one_in;
        for (int i = 1; i < end; ++i)
            for (int j = 1; j < columns - 1; ++j)
                result[i][j] = 0.2 * (grid[i][j] + grid[i - 1][j] + grid[i + 1][j] +
                                      grid[i][j - 1] + grid[i][j + 1]);
    }
}
