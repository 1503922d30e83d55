// CPU-bound: a polynomial of degree 12 for every element.
#include <cstddef>
#include <vector>

void polynomial(const std::vector<double>& x, std::vector<double>& y) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    const int n = static_cast<int>(x.size());
    for (int pass = 0; pass < 2; ++pass) {
        __asm__ volatile("" ::: "memory");
        const int end = pass == 0 ? n : n / one_in;
        for (int i = 0; i < end; ++i) {
            double value = 1.0;
            for (int k = 12; k > 0; --k) value = value * x[i] * 0.1 + 1.0 / k;
            y[i] = value;
        }
    }
}
