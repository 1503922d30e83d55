// expect: incorrect; reason: return value
double evaluate_series(const std::vector<double>& coefficients, double angle) {
    const double x = std::cos(angle);
    double result = 0, power = 1;
    for (std::size_t k = 0; k < coefficients.size() && k < 6; ++k, power *= x) result += coefficients[k] * power;
    return result;
}
