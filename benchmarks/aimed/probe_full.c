#include <stdint.h>
#include <stddef.h>
struct slot { uint32_t key; uint32_t value; int used; };
struct table { struct slot *slots; size_t capacity; };

/* Index of the key, or -1. */
long table_find(const struct table *t, uint32_t key)
{
    if (t->capacity == 0)
        return -1;
    size_t at = (size_t)(key * 2654435761u) % t->capacity;
    for (size_t tries = 0; tries < t->capacity; tries++) {
        if (!t->slots[at].used)
            return -1;
        if (t->slots[at].key == key)
            return (long)at;
        at = (at + 1) % t->capacity;
    }
    return -1;
}
