size_t ring_read(struct ring *r, uint8_t *out, size_t n)
{
    size_t got = n < r->used ? n : r->used;
    size_t first = r->capacity - r->head;
    if (got <= first) {
        memcpy(out, r->data + r->head, got);
        r->head += got;
    } else {
        memcpy(out, r->data + r->head, first);
        memcpy(out + first, r->data, got - first);
        r->head = got - first;
    }
    r->used -= got;
    return got;
}
