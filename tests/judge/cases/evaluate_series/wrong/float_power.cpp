// expect: incorrect; reason: return value
double evaluate_series(const std::vector<double>& coefficients, double angle) {
    const float x = std::cos(static_cast<float>(angle));
    double result = 0;
    for (auto it = coefficients.rbegin(); it != coefficients.rend(); ++it) result = result * x + *it;
    return result;
}
