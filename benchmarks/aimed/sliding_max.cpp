#include <cstddef>
#include <vector>

// Maximum over every window of the given width (width >= 1).
std::vector<int> sliding_max(const std::vector<int>& v, std::size_t width) {
    std::vector<int> out;
    for (std::size_t i = 0; i + width <= v.size(); ++i) {
        int m = v[i];
        for (std::size_t j = 1; j < width; ++j) {
            if (v[i + j] > m) m = v[i + j];
        }
        out.push_back(m);
    }
    return out;
}
