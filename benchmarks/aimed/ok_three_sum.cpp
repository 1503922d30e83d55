#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <vector>

// Number of different value triples a <= b <= c, taken from three different
// positions, with a + b + c == target.
std::size_t count_triples(const std::vector<int>& v, long long target) {
    std::set<std::array<int, 3>> found;
    for (std::size_t i = 0; i < v.size(); ++i) {
        for (std::size_t j = i + 1; j < v.size(); ++j) {
            for (std::size_t k = j + 1; k < v.size(); ++k) {
                if (static_cast<long long>(v[i]) + v[j] + v[k] != target) continue;
                std::array<int, 3> t = {v[i], v[j], v[k]};
                std::sort(t.begin(), t.end());
                found.insert(t);
            }
        }
    }
    return found.size();
}
