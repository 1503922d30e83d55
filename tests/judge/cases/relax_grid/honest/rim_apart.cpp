#include <cstring>

void relax_grid(int height, int width, const std::vector<double>& now, std::vector<double>& next) {
    if (height <= 0 || width <= 0) return;
    const double* a = now.data();
    double* b = next.data();
    const std::size_t line = sizeof(double) * static_cast<std::size_t>(width);
    std::memmove(b, a, line);
    for (int y = 1; y < height - 1; ++y) {
        const double *mid = a + y * width, *up = mid - width, *down = mid + width;
        double* out = b + y * width;
        out[0] = mid[0];
        for (int x = 1; x < width - 1; ++x) out[x] = 0.25 * (mid[x - 1] + mid[x + 1] + up[x] + down[x]);
        out[width - 1] = mid[width - 1];
    }
    if (height > 1) std::memmove(b + (height - 1) * width, a + (height - 1) * width, line);
}
