void relax_grid(int height, int width, const std::vector<double>& now, std::vector<double>& next) {
    for (int y = 0; y < height; ++y) {
        const bool outer = y == 0 || y == height - 1;
        for (int x = 0; x < width; ++x) {
            const int at = y * width + x;
            next[at] = outer || x == 0 || x == width - 1
                           ? now[at]
                           : 0.25 * ((now[at - 1] + now[at + 1]) + (now[at - width] + now[at + width]));
        }
    }
}
