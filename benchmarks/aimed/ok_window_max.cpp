#include <cstddef>
#include <vector>

// Maximum over every window of `width` (>= 1) consecutive values.
std::vector<int> window_max(const std::vector<int>& v, std::size_t width) {
    std::vector<int> out;
    for (std::size_t i = 0; i + width <= v.size(); ++i) {
        int best = v[i];
        for (std::size_t j = i + 1; j < i + width; ++j) {
            if (v[j] > best) best = v[j];
        }
        out.push_back(best);
    }
    return out;
}
