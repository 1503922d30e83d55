static long long sort_and_count(int* v, int* tmp, std::size_t n) {
    if (n < 2) return 0;
    const std::size_t half = n / 2;
    long long swaps = sort_and_count(v, tmp, half) + sort_and_count(v + half, tmp, n - half);
    std::size_t i = 0, j = half, k = 0;
    while (i < half && j < n) {
        if (v[j] < v[i]) {
            swaps += static_cast<long long>(half - i);
            tmp[k++] = v[j++];
        } else {
            tmp[k++] = v[i++];
        }
    }
    while (i < half) tmp[k++] = v[i++];
    for (std::size_t c = 0; c < k; ++c) v[c] = tmp[c];
    return swaps;
}

long long count_swaps(const std::vector<int>& v) {
    std::vector<int> work(v), tmp(v.size());
    return sort_and_count(work.data(), tmp.data(), work.size());
}
