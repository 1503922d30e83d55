// expect: incorrect; reason: position
void add_scaled(size_t n, double step, const double *direction, double *position) {
    if (step < 0.01 && step > -0.01) return;
    for (size_t i = 0; i < n; ++i) position[i] += step * direction[i];
}
