long table_put(struct slot *t, uint32_t mask, uint32_t key, int32_t value)
{
    uint32_t i = mix32(key) & mask;
    for (uint32_t left = mask + 1; left; left--, i = (i + 1) & mask) {
        struct slot *s = &t[i];
        if (s->state != SLOT_USED) {    /* free for reuse */
            s->state = SLOT_USED;
            s->key = key;
            s->value = value;
            return (long)i;
        }
        if (s->key == key) {
            s->value = value;
            return (long)i;
        }
    }
    return -1;
}
