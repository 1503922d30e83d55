#include <array>
#include <vector>

using Point = std::array<double, 3>;

void rotate_points(const std::array<double, 9>& matrix, std::vector<Point>& points) {
    for (Point& p : points) {
        Point turned;
        for (int row = 0; row < 3; ++row) {
            turned[row] = 0;
            for (int col = 0; col < 3; ++col) turned[row] += matrix[row * 3 + col] * p[col];
        }
        p = turned;
    }
}
