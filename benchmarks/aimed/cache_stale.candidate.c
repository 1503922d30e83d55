struct last_hit { int valid; int32_t key; size_t idx; };
uint64_t store_run(struct entry *e, size_t cap, const struct op *ops, size_t n)
{
    size_t used = 0;
    uint64_t sum = 0;
    struct last_hit last = { 0, 0, 0 };
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        if (last.valid && last.key == ops[i].key) {
            k = last.idx;
        } else {
            while (k < used && e[k].key != ops[i].key)
                k++;
        }
        if (ops[i].kind == OP_DEL) {
            if (k < used) {
                e[k] = e[--used];
                if (last.key == ops[i].key)
                    last.valid = 0;
            }
            continue;
        }
        if (ops[i].kind == OP_SET) {
            if (k == used) {
                if (used == cap)
                    continue;
                e[used++].key = ops[i].key;
            }
            e[k].value = ops[i].value;
        } else {
            int32_t v = k < used ? e[k].value : -1;
            sum = sum * 31 + (uint32_t)v;
        }
        if (k < used) {
            last.valid = 1;
            last.key = ops[i].key;
            last.idx = k;
        }
    }
    return sum;
}
