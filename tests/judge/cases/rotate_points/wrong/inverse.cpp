// expect: incorrect; reason: points
void rotate_points(const std::array<double, 9>& m, std::vector<Point>& points) {
    for (auto& [x, y, z] : points) {
        const double a = x, b = y, c = z;
        x = m[0] * a + m[3] * b + m[6] * c;
        y = m[1] * a + m[4] * b + m[7] * c;
        z = m[2] * a + m[5] * b + m[8] * c;
    }
}
