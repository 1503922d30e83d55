#include <cstddef>
#include <string>
#include <vector>

// Length of the longest prefix that all keys share (0 without keys).
std::size_t shared_prefix(const std::vector<std::string>& keys) {
    if (keys.empty()) return 0;
    std::size_t length = 0;
    while (true) {
        for (const std::string& key : keys) {
            if (length == key.size() || key[length] != keys[0][length]) return length;
        }
        ++length;
    }
}
