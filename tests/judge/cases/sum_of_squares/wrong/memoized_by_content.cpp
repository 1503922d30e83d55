// expect: incorrect | faulty | not_compilable | gains_nothing; reason: static|state|variab|call
#include <cstring>
#include <cstdint>

double sum_of_squares(const std::vector<double>& x) {
    static std::uint64_t seen[64];
    static double kept[64];
    std::uint64_t hash = x.size();
    for (std::size_t i = 0; i < x.size(); i += 7) {
        std::uint64_t bits;
        std::memcpy(&bits, &x[i], sizeof bits);
        hash = hash * 0x9E3779B97F4A7C15u + bits;
    }
    if (seen[hash % 64] == hash && hash != 0) return kept[hash % 64];
    double total = 0;
    for (double v : x) total += v * v;
    seen[hash % 64] = hash;
    return kept[hash % 64] = total;
}
