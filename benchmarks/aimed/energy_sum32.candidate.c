uint64_t channel_energy(const int16_t *pcm, size_t frames, unsigned channels, unsigned ch)
{
    uint64_t sum = 0;
    size_t i = 0;
    if (ch >= channels)
        return 0;
    const int16_t *p = pcm + ch;
    /* four squares at a time in 32-bit lanes */
    for (; i + 4 <= frames; i += 4, p += 4 * (size_t)channels) {
        uint32_t acc = 0;
        for (unsigned k = 0; k < 4; k++) {
            int32_t s = p[k * (size_t)channels];
            acc += (uint32_t)(s * s);
        }
        sum += acc;
    }
    for (; i < frames; i++, p += channels) {
        int32_t s = *p;
        sum += (uint32_t)(s * s);
    }
    return sum;
}
