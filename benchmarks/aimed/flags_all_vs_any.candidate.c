uint64_t image_size(const struct section *sec, size_t n, uint32_t *n_code)
{
    uint64_t total = 0;
    uint32_t code = 0;
    const struct section *e = sec + n;
    for (; sec != e; sec++) {
        uint32_t f = sec->flags;
        uint32_t keep = !(f & SEC_DEBUG) & !!(f & SEC_LOADED);
        total += keep ? sec->size : 0;
        code += keep & ((f & SEC_CODE) != 0);
    }
    *n_code = code;
    return total;
}
