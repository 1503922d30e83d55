// Memory-bound: reads in no order.
#include <cstdint>
#include <vector>

void gather(const std::vector<double>& table, const std::vector<uint32_t>& keys,
            std::vector<double>& found) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    const int n = static_cast<int>(keys.size());
    const uint64_t entries = table.size();
    for (int pass = 0; pass < 2; ++pass) {
        __asm__ volatile("" ::: "memory");
        const int end = pass == 0 ? n : n / one_in;
        for (int i = 0; i < end; ++i) {
            const uint32_t mixed = (keys[i] + i) * 2654435761u;
            found[i] = table[(mixed * entries) >> 32];
        }
    }
}
