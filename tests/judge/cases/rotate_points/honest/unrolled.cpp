void rotate_points(const std::array<double, 9>& m, std::vector<Point>& points) {
    const double a = m[0], b = m[1], c = m[2], d = m[3], e = m[4], f = m[5], g = m[6], h = m[7], i = m[8];
    for (Point& p : points) {
        const double x = p[0], y = p[1], z = p[2];
        p[0] = a * x + b * y + c * z;
        p[1] = d * x + e * y + f * z;
        p[2] = g * x + h * y + i * z;
    }
}
