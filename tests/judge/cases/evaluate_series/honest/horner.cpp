double evaluate_series(const std::vector<double>& coefficients, double angle) {
    const double x = std::cos(angle);
    double result = 0;
    for (auto it = coefficients.rbegin(); it != coefficients.rend(); ++it) result = result * x + *it;
    return result;
}
