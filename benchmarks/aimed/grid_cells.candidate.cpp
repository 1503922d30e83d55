#include <cstdint>
#include <unordered_set>

std::size_t count_occupied_cells(const std::vector<Cell>& walk) {
    std::unordered_set<std::int64_t> seen;
    seen.reserve(walk.size() * 2);
    for (const Cell& c : walk) {
        // Pack both coordinates into one 64-bit key.
        seen.insert((static_cast<std::int64_t>(c.x) * (1LL << 32)) | c.y);
    }
    return seen.size();
}
