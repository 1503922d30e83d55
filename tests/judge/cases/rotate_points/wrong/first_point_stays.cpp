// expect: incorrect; reason: points
void rotate_points(const std::array<double, 9>& m, std::vector<Point>& points) {
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto [a, b, c] = points[i];
        points[i] = {m[0] * a + m[1] * b + m[2] * c, m[3] * a + m[4] * b + m[5] * c,
                     m[6] * a + m[7] * b + m[8] * c};
    }
}
