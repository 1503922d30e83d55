// expect: incorrect | faulty; reason: next|overflow|assert
void relax_grid(int height, int width, const std::vector<double>& now, std::vector<double>& next) {
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const int at = y * width + x;
            if (y == 0 || y == height - 1 || x == 0 || x == width - 1) next[at] = now[at];
            else next[at] = 0.25 * (now[at - 1] + now[at + 1] + now[at - height] + now[at + height]);
        }
}
