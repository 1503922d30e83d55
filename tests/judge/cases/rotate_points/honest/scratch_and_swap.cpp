void rotate_points(const std::array<double, 9>& matrix, std::vector<Point>& points) {
    std::vector<Point> turned(points.size());
    for (std::size_t k = 0; k < points.size(); ++k) {
        const Point& p = points[k];
        for (int row = 0; row < 3; ++row) {
            const double* line = matrix.data() + 3 * row;
            turned[k][row] = line[0] * p[0] + line[1] * p[1] + line[2] * p[2];
        }
    }
    points.swap(turned);
}
