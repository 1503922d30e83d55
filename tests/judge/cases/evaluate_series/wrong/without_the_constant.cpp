// expect: incorrect; reason: return value
double evaluate_series(const std::vector<double>& coefficients, double angle) {
    const double x = std::cos(angle);
    double result = 0;
    for (std::size_t k = coefficients.size(); k > 1; --k) result = (result + coefficients[k - 1]) * x;
    return result;
}
