#include <cstddef>

void append_repeated(std::string& dst, const std::string& unit, int count) {
    if (count <= 0 || unit.empty()) return;
    dst.reserve(dst.size() + unit.size() * static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) dst.append(unit);
}
