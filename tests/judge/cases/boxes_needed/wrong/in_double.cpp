// expect: incorrect; reason: .
#include <cmath>
std::vector<std::uint64_t> boxes_needed(const std::vector<std::uint64_t>& things, std::uint64_t size) {
    std::vector<std::uint64_t> boxes(things.size());
    for (std::size_t i = 0; i < things.size(); ++i)
        boxes[i] = static_cast<std::uint64_t>(
            std::ceil(static_cast<double>(things[i]) / static_cast<double>(size)));
    return boxes;
}
