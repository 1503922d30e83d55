// expect: faulty | not_compilable; reason: end|exit
#include <cstdlib>

double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
    for (double v : x) total += v * v;
    std::quick_exit(total < 0);
}
