// How many boxes of a size hold so many things; the size is never zero.
#include <cstdint>
#include <vector>

std::vector<std::uint64_t> boxes_needed(const std::vector<std::uint64_t>& things, std::uint64_t size) {
    std::vector<std::uint64_t> boxes;
    for (std::uint64_t count : things) {
        std::uint64_t needed = count / size;
        if (count % size != 0) ++needed;
        boxes.push_back(needed);
    }
    return boxes;
}
