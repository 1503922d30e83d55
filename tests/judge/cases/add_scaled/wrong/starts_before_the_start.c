// expect: faulty | incorrect; reason: overflow|underflow|position
void add_scaled(size_t n, double step, const double *direction, double *position) {
    double carried = direction[-1] * 0;
    for (size_t i = 0; i < n; ++i) position[i] += step * direction[i] + carried * 0;
}
