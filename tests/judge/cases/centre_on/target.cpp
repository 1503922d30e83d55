// Moves all positions so that one of them becomes the origin.
#include <cstddef>
#include <vector>

void centre_on(std::vector<double>& positions, const double& origin) {
    const double middle = origin;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        positions[i] = positions[i] - middle;
    }
}
