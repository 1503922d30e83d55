// expect: incorrect; reason: points
void rotate_points(const std::array<double, 9>& matrix, std::vector<Point>& points) {
    for (Point& p : points)
        for (int row = 0; row < 3; ++row)
            p[row] = matrix[row * 3] * p[0] + matrix[row * 3 + 1] * p[1] + matrix[row * 3 + 2] * p[2];
}
