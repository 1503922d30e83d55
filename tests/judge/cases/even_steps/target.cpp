#include <vector>

int even_steps(const std::vector<int>& x) {
    int n = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const unsigned v = static_cast<unsigned>(x[i]) * 2u;
        if (v % 2 != 0) {
            n -= 5;
        }
        n += (v & 6u) == 4u;
    }
    return n;
}
