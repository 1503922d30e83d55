#include <cstddef>
#include <cstring>
#include <vector>
struct GapBuffer {
    std::vector<char> text;
    std::size_t gap_begin = 0;
    std::size_t gap_end = 0;
    void gap_move_to(std::size_t place);
};

void GapBuffer::gap_move_to(std::size_t place) {
    if (gap_begin > gap_end || gap_end > text.size()) return;
    std::size_t length = gap_end - gap_begin;
    if (place + length > text.size()) place = text.size() - length;
    while (gap_begin > place) text[--gap_end] = text[--gap_begin];
    while (gap_begin < place) text[gap_begin++] = text[gap_end++];
}
