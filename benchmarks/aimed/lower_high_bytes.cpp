#include <cstdint>
#include <cstring>
#include <string>

void to_lower(std::string& s) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] >= 'A' && s[i] <= 'Z') s[i] = static_cast<char>(s[i] + 32);
    }
}
