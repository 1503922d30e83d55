// expect: faulty; reason: overflow|underflow
void add_scaled(size_t n, double step, const double *direction, double *position) {
    volatile double ahead = n != 0 ? direction[-1] : 0;
    for (size_t i = 0; i < n; ++i) {
        position[i] = position[i] + step * direction[i];
        ahead = direction[i];
    }
}
