// Reduce: the spread and lean of a sample in separate passes, from a quality report.
#include <cmath>
#include <vector>

struct Shape {
    double mean, spread, lean;
};

Shape spread_of_values(const std::vector<double>& sample) {
    Shape shape = {0.0, 0.0, 0.0};
    if (sample.size() < 2) return shape;
    for (double value : sample) shape.mean += value / sample.size();
    for (double value : sample) shape.spread += std::pow(value - shape.mean, 2) / sample.size();
    for (double value : sample) {
        if (shape.spread > 0) {
            shape.lean += std::pow((value - shape.mean) / std::sqrt(shape.spread), 3);
        }
    }
    return shape;
}
