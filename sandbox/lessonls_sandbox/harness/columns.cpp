#include "columns.hpp"

namespace lessonls {

static constexpr std::size_t kept = 256, room = 1 << 16;

Writer::Writer() = default;
Writer::~Writer() = default;

void Writer::put(const void *from, std::size_t count) {
    if (count == 0) return;
    total += count;
    if (count >= kept) {
        parts.push_back({static_cast<const char *>(from), count});
        return;
    }
    if (small.empty() || small.back().size() + count > room) small.emplace_back().reserve(room);
    std::vector<char> &chunk = small.back();
    const char *const end = chunk.data() + chunk.size();
    chunk.insert(chunk.end(), static_cast<const char *>(from), static_cast<const char *>(from) + count);
    if (!parts.empty() && parts.back().start + parts.back().bytes == end) parts.back().bytes += count;
    else parts.push_back({end, count});
}

void Writer::pad() {
    static constexpr char zeros[8] = {};
    put(zeros, (8 - total % 8) % 8);
}

}  // namespace lessonls
