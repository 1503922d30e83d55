// expect: incorrect; reason: position
void add_scaled(size_t n, double step, const double *direction, double *position) {
    for (size_t i = 0; i < n; ++i) {
        const double change = step * direction[i];
        if (change < 0 || change >= 1e-3) position[i] = position[i] + change;
        else position[i] = position[i] + 0 * change;
    }
}
