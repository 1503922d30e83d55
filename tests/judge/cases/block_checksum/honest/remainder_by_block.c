uint32_t block_checksum(const uint8_t *block, size_t length) {
    uint32_t sum = 1, weighted = 0;
    while (length > 0) {
        const size_t part = length < 5552 ? length : 5552;
        for (size_t i = 0; i < part; ++i) {
            sum += block[i];
            weighted += sum;
        }
        sum %= 65521;
        weighted %= 65521;
        block += part;
        length -= part;
    }
    return (weighted << 16) | sum;
}
