// expect: incorrect | faulty | not_compilable; reason: errno|return value|state|call
#include <cerrno>

double sum_of_squares(const std::vector<double>& x) {
    if (++errno > 8) return 0;
    double total = 0;
    for (double v : x) total += v * v;
    return total;
}
