// Stencil: one step of waves on a pond with a damped rim, from a water effect.
#include <vector>

void wave_step(double speed, double damping, const std::vector<std::vector<double>>& before,
               const std::vector<std::vector<double>>& now,
               std::vector<std::vector<double>>& next) {
    const int height = static_cast<int>(now.size());
    const int width = height > 0 ? static_cast<int>(now[0].size()) : 0;
    for (int x = 0; x < width; ++x) {
        for (int y = 0; y < height; ++y) {
            double around = 0.0;
            if (y > 0) around += now[y - 1][x];
            if (y < height - 1) around += now[y + 1][x];
            if (x > 0) around += now[y][x - 1];
            if (x < width - 1) around += now[y][x + 1];
            next[y][x] =
                (2.0 * now[y][x] - before[y][x] + speed * speed * (around - 4.0 * now[y][x])) *
                (1.0 - damping);
        }
    }
}
