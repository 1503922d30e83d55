#include <cmath>
#include <vector>

double evaluate_series(const std::vector<double>& coefficients, double angle) {
    const double x = std::cos(angle);
    double result = 0;
    for (std::size_t k = 0; k < coefficients.size(); ++k) {
        result += coefficients[k] * std::pow(x, static_cast<double>(k));
    }
    return result;
}
