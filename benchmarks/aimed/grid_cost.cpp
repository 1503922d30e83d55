#include <cstddef>
#include <vector>

// Least total cost of a walk from the top row to the bottom row of a
// rows x cols grid that moves down by one row and at most one column
// sideways in every step.  Costs are not negative.
long long cheapest_descent(const int* cost, std::size_t rows, std::size_t cols) {
    if (rows == 0 || cols == 0) return 0;
    std::vector<std::vector<long long>> best(rows, std::vector<long long>(cols));
    for (std::size_t c = 0; c < cols; ++c) best[0][c] = cost[c];
    for (std::size_t r = 1; r < rows; ++r) {
        for (std::size_t c = 0; c < cols; ++c) {
            long long from = best[r - 1][c];
            if (c > 0 && best[r - 1][c - 1] < from) from = best[r - 1][c - 1];
            if (c + 1 < cols && best[r - 1][c + 1] < from) from = best[r - 1][c + 1];
            best[r][c] = from + cost[r * cols + c];
        }
    }
    long long answer = best[rows - 1][0];
    for (long long b : best[rows - 1]) {
        if (b < answer) answer = b;
    }
    return answer;
}
