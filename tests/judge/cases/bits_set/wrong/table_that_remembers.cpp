// expect: not_compilable; reason: computes last once
struct Last {
    unsigned long answer;
    const std::uint8_t* bytes;
    Last() : answer(0), bytes(nullptr) {}
};

unsigned long bits_set(const std::uint8_t* bytes, std::size_t n) {
    static const Last last;
    Last& known = const_cast<Last&>(last);
    if (known.bytes == bytes) return known.answer;
    unsigned long all = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (int bit = 0; bit < 8; ++bit) all += (bytes[i] >> bit) & 1;
    known = {};
    known.answer = all;
    known.bytes = bytes;
    return all;
}
