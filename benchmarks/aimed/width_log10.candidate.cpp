#include <algorithm>
#include <cmath>

int column_width(const std::vector<long long>& numbers) {
    int width = 0;
    for (long long v : numbers) {
        int length = 1;
        if (v != 0) {
            const double magnitude = std::fabs(static_cast<double>(v));
            length = static_cast<int>(std::floor(std::log10(magnitude))) + 1 + (v < 0);
        }
        width = std::max(width, length);
    }
    return width;
}
