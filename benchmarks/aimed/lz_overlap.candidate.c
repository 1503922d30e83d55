int lz_copy(struct outbuf *o, size_t dist, size_t len)
{
    if (dist == 0 || dist > o->pos)
        return -1;
    if (len > o->cap - o->pos)
        return -1;
    uint8_t *dst = o->data + o->pos;
    o->pos += len;
    if (dist == 1) {
        memset(dst, dst[-1], len);
        return 0;
    }
    const uint8_t *src = dst - dist;
    while (len >= 8) {
        uint64_t w;
        memcpy(&w, src, 8);
        memcpy(dst, &w, 8);
        src += 8;
        dst += 8;
        len -= 8;
    }
    while (len--)
        *dst++ = *src++;
    return 0;
}
