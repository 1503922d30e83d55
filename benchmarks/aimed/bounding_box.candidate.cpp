#include <algorithm>
#include <limits>

Box bounding_box(const std::vector<Point2>& pts) {
    if (pts.empty()) return Box{0.0, 0.0, 0.0, 0.0};
    typedef std::numeric_limits<double> Lim;
    double x0 = Lim::max(), y0 = Lim::max();
    double x1 = Lim::min(), y1 = Lim::min();
    for (const Point2& p : pts) {
        x0 = std::min(x0, p.x);
        y0 = std::min(y0, p.y);
        x1 = std::max(x1, p.x);
        y1 = std::max(y1, p.y);
    }
    return Box{x0, y0, x1, y1};
}
