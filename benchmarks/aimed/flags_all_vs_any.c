#include <stddef.h>
#include <stdint.h>
enum sec_flags { SEC_ALLOC = 0x01, SEC_LOAD = 0x02, SEC_RELOC = 0x04, SEC_READONLY = 0x08, SEC_CODE = 0x10, SEC_DEBUG = 0x200 };
#define SEC_LOADED (SEC_ALLOC | SEC_LOAD)
struct section { uint32_t flags; uint32_t vma; uint32_t size; };
uint64_t image_size(const struct section *sec, size_t n, uint32_t *n_code)
{
    uint64_t total = 0;
    uint32_t code = 0;
    for (size_t i = 0; i < n; i++) {
        if (sec[i].flags & SEC_DEBUG)
            continue;
        if ((sec[i].flags & SEC_LOADED) != SEC_LOADED)
            continue;
        total += sec[i].size;
        if (sec[i].flags & SEC_CODE)
            code++;
    }
    *n_code = code;
    return total;
}
