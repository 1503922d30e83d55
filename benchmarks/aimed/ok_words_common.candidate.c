size_t match_length(const uint8_t *data, size_t n, size_t a, size_t b)
{
    const size_t later = a > b ? a : b;
    if (later >= n)
        return 0;
    const size_t room = n - later;
    size_t length = 0;
    while (room - length >= 8) {
        uint64_t x, y;
        memcpy(&x, data + a + length, 8);
        memcpy(&y, data + b + length, 8);
        if (x != y)
            return length + (size_t)(__builtin_ctzll(x ^ y) >> 3);
        length += 8;
    }
    while (length < room && data[a + length] == data[b + length])
        length++;
    return length;
}
