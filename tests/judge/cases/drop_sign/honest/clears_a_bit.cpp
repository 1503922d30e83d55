#include <cstdint>
#include <cstring>

void drop_sign(std::vector<double>& values) {
    double* p = values.data();
    const std::size_t n = values.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::uint64_t bits;
        std::memcpy(&bits, p + i, sizeof bits);
        bits &= ~(std::uint64_t{1} << 63);
        std::memcpy(p + i, &bits, sizeof bits);
    }
}
