// Branches that nobody can predict.
#include <vector>

void classify(const std::vector<int>& values, std::vector<int>& classes) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    const int n = static_cast<int>(values.size());
    for (int pass = 0; pass < 2; ++pass) {
        __asm__ volatile("" ::: "memory");
        const int end = pass == 0 ? n : n / one_in;
        int steps = 0;
        for (int i = 0; i < end; ++i) {
            const int value = values[i];
            if (value % 3 == 0) {
                steps = steps * 2 + 1;
                if (value > 10) steps -= value / 7;
            } else if (value < 0) {
                steps = value - steps / 5;
            } else {
                steps += 3;
            }
            classes[i] = steps &= 0xffff;
        }
    }
}
