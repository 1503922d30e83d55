#include <algorithm>

long long cheapest_descent(const int* cost, std::size_t rows, std::size_t cols) {
    if (rows == 0 || cols == 0) return 0;
    const long long INF = 1000000000;
    // One guard column on each side, two rolling rows.
    std::vector<long long> above(cols + 2, INF), here(cols + 2, INF);
    for (std::size_t c = 0; c < cols; ++c) above[c + 1] = cost[c];
    for (std::size_t r = 1; r < rows; ++r) {
        const int* row = cost + r * cols;
        for (std::size_t c = 1; c <= cols; ++c) {
            here[c] = std::min(above[c], std::min(above[c - 1], above[c + 1])) + row[c - 1];
        }
        above.swap(here);
    }
    return *std::min_element(above.begin() + 1, above.end() - 1);
}
