#include <string>

// Appends `count` copies of `unit` to `dst`.
void append_repeated(std::string& dst, const std::string& unit, int count) {
    std::string copies;
    for (int i = 0; i < count; ++i) {
        for (char c : unit) {
            copies.push_back(c);
        }
    }
    dst += copies;
}
