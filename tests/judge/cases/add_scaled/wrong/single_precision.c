// expect: incorrect; reason: position
void add_scaled(size_t n, double step, const double *direction, double *position) {
    for (size_t i = 0; i < n; ++i) position[i] = (float)position[i] + (float)step * (float)direction[i];
}
