// expect: incorrect | faulty; reason: position|overflow
void add_scaled(size_t n, double step, const double *direction, double *position) {
    unsigned char i = 0;
    for (; i < (unsigned char)n; ++i) position[i] += step * direction[i];
}
