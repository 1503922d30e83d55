#include <stdint.h>
#include <stddef.h>
#include <string.h>
struct ring { uint8_t *data; size_t capacity, head, used; };

size_t ring_read(struct ring *r, uint8_t *out, size_t n)
{
    size_t got = 0;
    while (got < n && r->used > 0) {
        out[got++] = r->data[r->head];
        r->head++;
        if (r->head == r->capacity)
            r->head = 0;
        r->used--;
    }
    return got;
}
