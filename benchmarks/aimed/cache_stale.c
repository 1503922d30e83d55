#include <stddef.h>
#include <stdint.h>
enum op_kind { OP_SET = 0, OP_DEL = 1, OP_GET = 2 };
struct op { enum op_kind kind; int32_t key; int32_t value; };
struct entry { int32_t key; int32_t value; };
/* Run the ops on a small store (cap entries); returns a checksum of GET results (missing = -1). */
uint64_t store_run(struct entry *e, size_t cap, const struct op *ops, size_t n)
{
    size_t used = 0;
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < used && e[k].key != ops[i].key)
            k++;
        if (ops[i].kind == OP_SET) {
            if (k == used) {
                if (used == cap)
                    continue;
                e[used++].key = ops[i].key;
            }
            e[k].value = ops[i].value;
        } else if (ops[i].kind == OP_DEL) {
            if (k < used)
                e[k] = e[--used];
        } else {
            int32_t v = k < used ? e[k].value : -1;
            sum = sum * 31 + (uint32_t)v;
        }
    }
    return sum;
}
