#include <cstdint>
#include <vector>

// Number of pages needed for each object size (page >= 1).
std::vector<std::uint64_t> page_counts(const std::vector<std::uint64_t>& sizes, std::uint64_t page) {
    std::vector<std::uint64_t> pages;
    for (std::uint64_t size : sizes) {
        std::uint64_t count = size / page;
        if (size % page != 0) {
            ++count;
        }
        pages.push_back(count);
    }
    return pages;
}
