// expect: faulty | incorrect; reason: next|overflow|assert|underflow
void relax_grid(int height, int width, const std::vector<double>& now, std::vector<double>& next) {
    const double* p = now.data();
    for (int at = 0; at < height * width; ++at)
        next[at] = 0.25 * (p[at - 1] + p[at + 1] + p[at - width] + p[at + width]);
}
