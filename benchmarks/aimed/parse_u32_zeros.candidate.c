int scan_u32(struct scanner *s, uint32_t *out)
{
    const char *p = s->cur;
    const char *end = s->end;
    uint64_t v = 0;
    unsigned d;
    while (p < end && (d = (unsigned)*p - '0') <= 9) {
        v = v * 10 + d;
        p++;
    }
    size_t digits = (size_t)(p - s->cur);
    if (digits == 0)
        return SCAN_EMPTY;
    s->cur = p;
    /* 2^32-1 has ten digits */
    if (digits > 10 || v > UINT32_MAX)
        return SCAN_RANGE;
    *out = (uint32_t)v;
    return SCAN_OK;
}
