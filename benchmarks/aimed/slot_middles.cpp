#include <cstdint>
#include <vector>

struct Slot {
    std::uint32_t begin;  // seconds since 1970
    std::uint32_t end;    // not before begin
};

// Middle of each time slot, rounded down.
std::vector<std::uint32_t> slot_middles(const std::vector<Slot>& slots) {
    std::vector<std::uint32_t> out;
    for (const Slot& s : slots) {
        const std::uint32_t half = (s.end - s.begin) / 2;
        out.push_back(s.begin + half);
    }
    return out;
}
