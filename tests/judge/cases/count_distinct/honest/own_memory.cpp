#include <algorithm>
#include <cstring>
#include <memory>

int count_distinct(const std::vector<int>& labels) {
    const std::size_t n = labels.size();
    if (n == 0) return 0;
    const std::unique_ptr<int[]> own(new int[n]);
    std::memcpy(own.get(), labels.data(), n * sizeof(int));
    std::sort(own.get(), own.get() + n);
    int distinct = 1;
    for (std::size_t i = 1; i < n; ++i) distinct += own[i] != own[i - 1];
    return distinct;
}
