#include <atlas/atlas.hpp>

namespace atlas {
inline namespace v2 {

std::vector<std::uint32_t> height_classes(const std::vector<std::uint16_t> &heights) {
    std::vector<std::uint32_t> classes(ATLAS_CLASSES, 0);
    for (std::size_t i = 0; i < heights.size(); ++i)
        classes[heights[i] * std::size_t{ATLAS_CLASSES} >> 16] += 1;
    return classes;
}

void blend(const std::vector<double> &weights, const std::vector<double> &layers,
           std::vector<double> &blended, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 0.0;
            for (std::size_t k = 0; k < n; ++k) sum += weights[i * n + k] * layers[k * n + j];
            blended[i * n + j] = sum;
        }
}

/// Comes with the licensed data; nothing here defines it.
double sea_level(int year);

std::size_t flooded(const std::vector<double> &heights, int year) {
    std::size_t count = 0;
    for (double height : heights)
        if (height < sea_level(year)) ++count;
    return count;
}

namespace {

struct Station {
    int number;
    double height;
};

}  // namespace

double climbed_by_stations(const std::vector<double> &heights) {
    std::vector<Station> stations;
    for (double height : heights) stations.push_back({static_cast<int>(stations.size()), height});
    return climbed(stations);
}

}  // namespace v2
}  // namespace atlas
