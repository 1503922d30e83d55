void pcm_gain(int16_t *dst, const int16_t *src, size_t n, int gain_q8)
{
    for (size_t i = 0; i < n; i++) {
        int32_t r = ((int32_t)src[i] * gain_q8 + 128) >> 8;
        r = r > 32767 ? 32767 : r;
        r = r < -32768 ? -32768 : r;
        dst[i] = (int16_t)r;
    }
}
