#include <stddef.h>
#include <stdint.h>
#define SLOT_EMPTY 0
#define SLOT_USED 1
#define SLOT_DELETED 2
struct slot { uint8_t state; uint32_t key; int32_t value; };
static uint32_t mix32(uint32_t x) { x ^= x >> 16; x *= 0x7feb352du; x ^= x >> 15; return x; }
/* Insert or overwrite. mask+1 slots. Returns slot index or -1 when the table is full. */
long table_put(struct slot *t, uint32_t mask, uint32_t key, int32_t value)
{
    uint32_t h = mix32(key) & mask;
    long spot = -1;
    for (uint32_t probe = 0; probe <= mask; probe++) {
        uint32_t i = (h + probe) & mask;
        if (t[i].state == SLOT_EMPTY) {
            if (spot < 0)
                spot = (long)i;
            break;
        }
        if (t[i].state == SLOT_DELETED) {
            if (spot < 0)
                spot = (long)i;
        } else if (t[i].key == key) {
            t[i].value = value;
            return (long)i;
        }
    }
    if (spot < 0)
        return -1;
    t[spot].state = SLOT_USED;
    t[spot].key = key;
    t[spot].value = value;
    return spot;
}
