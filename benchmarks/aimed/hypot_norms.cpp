#include <cmath>
#include <cstddef>
#include <vector>

struct P { double x, y; };

// Lengths of the pieces of a polyline, and its total length at the end.
std::vector<double> segment_lengths(const std::vector<P>& line) {
    std::vector<double> out;
    double total = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double len = std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
        out.push_back(len);
        total += len;
    }
    out.push_back(total);
    return out;
}
