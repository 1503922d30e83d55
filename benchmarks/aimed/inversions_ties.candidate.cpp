#include <algorithm>

long long count_inversions(const std::vector<int>& v) {
    const std::size_t n = v.size();
    std::vector<int> src(v), dst(n);
    long long inversions = 0;
    for (std::size_t width = 1; width < n; width *= 2) {
        for (std::size_t lo = 0; lo < n; lo += 2 * width) {
            const std::size_t mid = std::min(lo + width, n);
            const std::size_t hi = std::min(lo + 2 * width, n);
            std::size_t i = lo, j = mid, k = lo;
            while (i < mid && j < hi) {
                if (src[i] < src[j]) {
                    dst[k++] = src[i++];
                } else {
                    inversions += static_cast<long long>(mid - i);
                    dst[k++] = src[j++];
                }
            }
            while (i < mid) dst[k++] = src[i++];
            while (j < hi) dst[k++] = src[j++];
        }
        src.swap(dst);
    }
    return inversions;
}
