#include <stddef.h>
#include <stdint.h>
#include <string.h>
struct outbuf { uint8_t *data; size_t pos; size_t cap; };
/* Copy a back reference: len bytes from dist back; may overlap. 0 ok, -1 bad. */
int lz_copy(struct outbuf *o, size_t dist, size_t len)
{
    if (dist == 0 || dist > o->pos)
        return -1;
    if (len > o->cap - o->pos)
        return -1;
    const uint8_t *src = o->data + o->pos - dist;
    uint8_t *dst = o->data + o->pos;
    for (size_t i = 0; i < len; i++)
        dst[i] = src[i];
    o->pos += len;
    return 0;
}
