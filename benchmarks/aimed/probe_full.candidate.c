long table_find(const struct table *t, uint32_t key)
{
    const size_t capacity = t->capacity;
    if (capacity == 0)
        return -1;
    const struct slot *slots = t->slots;
    size_t at = (size_t)(key * 2654435761u) % capacity;
    while (slots[at].used) {
        if (slots[at].key == key)
            return (long)at;
        if (++at == capacity)
            at = 0;
    }
    return -1;
}
