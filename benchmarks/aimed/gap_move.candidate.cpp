void GapBuffer::gap_move_to(std::size_t place) {
    if (gap_begin > gap_end || gap_end > text.size()) return;
    const std::size_t length = gap_end - gap_begin;
    if (place + length > text.size()) place = text.size() - length;
    char* t = text.data();
    if (place < gap_begin) {
        const std::size_t moved = gap_begin - place;
        char* to = t + place + length;
        const char* from = t + place;
        for (std::size_t i = 0; i < moved; ++i) to[i] = from[i];
    } else {
        std::memmove(t + gap_begin, t + gap_end, place - gap_begin);
    }
    gap_begin = place;
    gap_end = place + length;
}
