#include <cstddef>
#include <vector>

struct Field {
    std::size_t size;
    std::size_t align;   // offset must be a multiple of this, >= 1
    std::size_t offset;  // result
};

// Places the fields one after the other; returns the size of the record.
std::size_t layout_record(std::vector<Field>& fields) {
    std::size_t at = 0;
    for (Field& f : fields) {
        while (at % f.align != 0) {
            ++at;
        }
        f.offset = at;
        at += f.size;
    }
    return at;
}
