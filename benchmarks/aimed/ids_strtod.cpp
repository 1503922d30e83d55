#include <cstdint>
#include <string>
#include <vector>

// Reads blank-separated decimal ids (they fit into 64 bits).
std::vector<std::uint64_t> parse_ids(const std::string& text) {
    std::vector<std::uint64_t> ids;
    std::uint64_t id = 0;
    bool open = false;
    for (char c : text) {
        if (c >= '0' && c <= '9') {
            id = id * 10 + static_cast<std::uint64_t>(c - '0');
            open = true;
        } else if (open) {
            ids.push_back(id);
            id = 0;
            open = false;
        }
    }
    if (open) ids.push_back(id);
    return ids;
}
