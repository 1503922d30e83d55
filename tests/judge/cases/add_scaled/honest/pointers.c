void add_scaled(size_t n, double step, const double *direction, double *position) {
    const double *end = direction + n;
    while (direction != end) *position++ += step * *direction++;
}
