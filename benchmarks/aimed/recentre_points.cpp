#include <cstddef>
#include <vector>

struct Vec3 {
    double x, y, z;
};

// Moves all points so that `origin` becomes the coordinate origin.
void recentre(std::vector<Vec3>& points, const Vec3& origin) {
    const Vec3 o = origin;
    for (std::size_t i = 0; i < points.size(); ++i) {
        Vec3 p = points[i];
        p.x = p.x - o.x;
        p.y = p.y - o.y;
        p.z = p.z - o.z;
        points[i] = p;
    }
}
