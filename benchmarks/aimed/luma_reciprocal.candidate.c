void luma_row(const uint8_t *rgb, uint16_t *out, size_t n, const struct weights *w)
{
    const uint32_t wr = w->r, wg = w->g, wb = w->b;
    for (size_t i = 0; i < n; i++, rgb += 3) {
        uint32_t v = rgb[0] * wr + rgb[1] * wg + rgb[2] * wb;
        out[i] = (uint16_t)((v * 0x8081u) >> 23);
    }
}
