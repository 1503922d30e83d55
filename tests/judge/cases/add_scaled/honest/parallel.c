// mode: openmp
// condition: direction|position
void add_scaled(size_t n, double step, const double *direction, double *position) {
    #pragma omp parallel for
    for (size_t i = 0; i < n; ++i) position[i] += step * direction[i];
}
