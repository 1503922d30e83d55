// expect: incorrect; reason: return value
double evaluate_series(const std::vector<double>& coefficients, double angle) {
    const double x = std::cos(angle);
    double result = 0, power = 1;
    for (double c : coefficients) result += c * (power *= x);
    return result;
}
