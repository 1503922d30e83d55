size_t ring_push(struct ring *r, const uint8_t *src, size_t n)
{
    size_t lost = 0;
    if (r->cap == 0)
        return n;
    if (n > r->cap) {           /* cannot hold more than cap */
        lost = n - r->cap;
        n = r->cap;
    }
    size_t tail = (r->head + r->count) % r->cap;
    size_t first = r->cap - tail;
    if (first > n)
        first = n;
    memcpy(r->buf + tail, src, first);
    memcpy(r->buf, src + first, n - first);
    if (r->count + n > r->cap) {
        size_t over = r->count + n - r->cap;
        r->head = (r->head + over) % r->cap;
        r->count = r->cap;
        lost += over;
    } else {
        r->count += n;
    }
    return lost;
}
