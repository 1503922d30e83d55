#ifndef ATLAS_POINT_H
#define ATLAS_POINT_H

#include <cmath>
#include <cstddef>

#include <atlas/namespaces.hpp>

ATLAS_BEGIN_NAMESPACE

struct Point {
    double x = 0.0;
    double y = 0.0;
};

inline double distance(const Point &a, const Point &b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/// The length of the way along all points.
inline double way_length(const Point *points, std::size_t n) {
    double length = 0.0;
    for (std::size_t i = 1; i < n; ++i) length += distance(points[i - 1], points[i]);
    return length;
}

ATLAS_END_NAMESPACE

#endif
