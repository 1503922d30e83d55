#include <cstddef>

std::vector<std::uint32_t> slot_middles(const std::vector<Slot>& slots) {
    std::vector<std::uint32_t> out(slots.size());
    for (std::size_t i = 0; i < slots.size(); ++i) {
        out[i] = (slots[i].begin + slots[i].end) >> 1;
    }
    return out;
}
