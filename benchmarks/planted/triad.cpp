// Memory-bound: two streams are read and one is written.
#include <vector>

void triad(std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& c,
           double factor) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    const int n = static_cast<int>(a.size());
    for (int pass = 0; pass < 2; ++pass) {
        __asm__ volatile("" ::: "memory");
        const int end = pass == 0 ? n : n / one_in;
        for (int i = 0; i < end; ++i) a[i] = b[i] + factor * c[i];
    }
}
