#include <cstddef>
#include <vector>

// Ranks from 1; tied values share the mean of the ranks they take up.
std::vector<double> average_ranks(const std::vector<double>& v) {
    std::vector<double> ranks(v.size());
    for (std::size_t i = 0; i < v.size(); ++i) {
        std::size_t below = 0, same = 0;
        for (std::size_t j = 0; j < v.size(); ++j) {
            if (v[j] < v[i]) ++below;
            if (v[j] == v[i]) ++same;
        }
        ranks[i] = static_cast<double>(below) + (static_cast<double>(same) + 1.0) / 2.0;
    }
    return ranks;
}
