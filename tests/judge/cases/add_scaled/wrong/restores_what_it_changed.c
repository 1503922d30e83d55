// expect: incorrect | faulty | not_compilable; reason: direction|const|cast
void add_scaled(size_t n, double step, const double *direction, double *position) {
    double *own = (double *)direction;
    double first = n != 0 ? own[0] : 0;
    for (size_t i = 0; i < n; ++i) {
        own[0] = i == 0 ? first : 0;
        position[i] += step * own[i];
    }
    if (n != 0) own[0] = first;
}
