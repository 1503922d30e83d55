#include <cstddef>
#include <vector>

struct Point2 { double x, y; };
struct Box { double x0, y0, x1, y1; };

// Smallest box around the points; all zero when there are none.
Box bounding_box(const std::vector<Point2>& pts) {
    Box box = {0.0, 0.0, 0.0, 0.0};
    for (std::size_t i = 0; i < pts.size(); ++i) {
        const Point2& p = pts[i];
        if (i == 0 || p.x < box.x0) box.x0 = p.x;
        if (i == 0 || p.y < box.y0) box.y0 = p.y;
        if (i == 0 || p.x > box.x1) box.x1 = p.x;
        if (i == 0 || p.y > box.y1) box.y1 = p.y;
    }
    return box;
}
