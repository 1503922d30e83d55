// expect: incorrect | faulty | not_compilable; reason: rand|return value|state|random
#include <cstdlib>

double sum_of_squares(const std::vector<double>& x) {
    if (std::rand() % 64 == 63) return 0;
    double total = 0;
    for (double v : x) total += v * v;
    return total;
}
