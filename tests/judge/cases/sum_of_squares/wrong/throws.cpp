// expect: faulty; reason: exception|abort|terminate|signal
#include <stdexcept>

double sum_of_squares(const std::vector<double>& x) {
    if (x.size() == 7) throw std::runtime_error("done");
    double total = 0;
    for (double v : x) total += v * v;
    return total;
}
