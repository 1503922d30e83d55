#include <cstddef>

struct Reading {
    double value;
    double weight;  // positive
};

// Weighted sum of non-negative readings.
double weighted_sum(const Reading* readings, std::size_t n) {
    double sum = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        sum += readings[i].value * readings[i].weight;
    }
    return sum;
}
