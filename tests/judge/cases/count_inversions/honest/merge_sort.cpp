#include <algorithm>

static long merged(int* values, int* spare, std::size_t n) {
    if (n < 2) return 0;
    const std::size_t half = n / 2;
    long found = merged(values, spare, half) + merged(values + half, spare, n - half);
    std::size_t i = 0, j = half, k = 0;
    while (i < half && j < n) {
        if (values[j] < values[i]) {
            found += static_cast<long>(half - i);
            spare[k++] = values[j++];
        } else {
            spare[k++] = values[i++];
        }
    }
    while (i < half) spare[k++] = values[i++];
    while (j < n) spare[k++] = values[j++];
    std::copy(spare, spare + n, values);
    return found;
}

long count_inversions(const std::vector<int>& ranks) {
    std::vector<int> values(ranks), spare(ranks.size());
    return merged(values.data(), spare.data(), values.size());
}
