#include <stddef.h>
#include <stdint.h>
#include <string.h>
struct ring { uint8_t *buf; size_t cap; size_t head; size_t count; };
/* Append n bytes, overwriting the oldest; head is the index of the oldest byte. */
size_t ring_push(struct ring *r, const uint8_t *src, size_t n)
{
    size_t lost = 0;
    if (r->cap == 0)
        return n;
    for (size_t i = 0; i < n; i++) {
        size_t tail = (r->head + r->count) % r->cap;
        r->buf[tail] = src[i];
        if (r->count == r->cap) {
            r->head = (r->head + 1) % r->cap;
            lost++;
        } else {
            r->count++;
        }
    }
    return lost;
}
