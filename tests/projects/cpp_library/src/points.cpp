#include <atlas/atlas.hpp>

#include <atlas/index.hpp>

ATLAS_BEGIN_NAMESPACE

namespace {

double squared(const Point &a, const Point &b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// How many of the heights are higher than all before them.
std::size_t records(const std::vector<double> &heights) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        bool highest = true;
        for (std::size_t j = 0; j < i; ++j)
            if (heights[j] >= heights[i]) highest = false;
        if (highest) ++count;
    }
    return count;
}

}  // namespace

double closest(const std::vector<Point> &points) {
    double best = 1e300;
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t j = i + 1; j < points.size(); ++j)
            best = std::min(best, distance(points[i], points[j]));
    return best;
}

std::size_t crowded(const std::vector<Point> &points, double radius, std::size_t limit) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::size_t near = 0;
        for (std::size_t j = 0; j < points.size(); ++j)
            if (i != j && squared(points[i], points[j]) <= radius * radius) ++near;
        if (near > limit) ++count;
    }
    return count;
}

double mean_height(const std::vector<double> &heights) {
    Mean mean;
    for (double height : heights) mean.add(height);
    return mean.value();
}

std::size_t steep(const std::vector<double> &heights) { return records(heights); }

ATLAS_END_NAMESPACE
