#include <cstddef>
#include <string>
#include <vector>

struct Step {
    std::string literal;   // copied first
    std::size_t distance;  // then `length` bytes from this far back
    std::size_t length;
};

// Expands a list of literal runs and back references; invalid references
// (distance 0 or before the start) are ignored.
std::string lz_expand(const std::vector<Step>& steps) {
    std::string out;
    for (const Step& s : steps) {
        out += s.literal;
        if (s.distance == 0 || s.distance > out.size()) continue;
        std::size_t from = out.size() - s.distance;
        for (std::size_t k = 0; k < s.length; ++k) {
            out.push_back(out[from + k]);
        }
    }
    return out;
}
