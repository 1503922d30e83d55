#include <cstddef>
#include <string>

// Number of lines; a final line without newline counts, too.
std::size_t count_lines(const std::string& text) {
    std::size_t lines = 0;
    bool open = false;
    for (char c : text) {
        if (c == '\n') {
            ++lines;
            open = false;
        } else {
            open = true;
        }
    }
    return open ? lines + 1 : lines;
}
