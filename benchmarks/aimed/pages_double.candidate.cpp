#include <cmath>
#include <cstddef>

std::vector<std::uint64_t> page_counts(const std::vector<std::uint64_t>& sizes, std::uint64_t page) {
    std::vector<std::uint64_t> pages(sizes.size());
    const double p = static_cast<double>(page);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        pages[i] = static_cast<std::uint64_t>(std::ceil(static_cast<double>(sizes[i]) / p));
    }
    return pages;
}
