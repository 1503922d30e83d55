// condition: direction|position
void add_scaled(size_t n, double step, const double *direction, double *position) {
    const double *restrict d = direction;
    double *restrict p = position;
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        const double a = d[i], b = d[i + 1], c = d[i + 2], e = d[i + 3];
        p[i] += step * a;
        p[i + 1] += step * b;
        p[i + 2] += step * c;
        p[i + 3] += step * e;
    }
    for (; i < n; ++i) p[i] += step * d[i];
}
