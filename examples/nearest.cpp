// The assignment step of k-means: which centre is nearest to each point.
#include <cstddef>
#include <limits>
#include <vector>

namespace cluster {

struct Point {
    double x;
    double y;
};

/// The index of the nearest centre for every point; the first one where two are as near.
std::vector<int> nearest(const std::vector<Point> &points, const std::vector<Point> &centres) {
    std::vector<int> labels;
    for (std::size_t i = 0; i < points.size(); ++i) {
        int best = -1;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t k = 0; k < centres.size(); ++k) {
            double dx = points[i].x - centres[k].x;
            double dy = points[i].y - centres[k].y;
            double distance = dx * dx + dy * dy;
            if (distance < least) {
                least = distance;
                best = static_cast<int>(k);
            }
        }
        labels.push_back(best);
    }
    return labels;
}

}  // namespace cluster
