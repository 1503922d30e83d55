#include <cstddef>
#include <cstring>
#include <vector>

template <typename T>
std::size_t unique_sorted(std::vector<T>& v) {
    if (v.empty()) return 0;
    std::vector<T> kept;
    kept.push_back(v[0]);
    for (std::size_t i = 1; i < v.size(); ++i) {
        if (!(v[i] == kept.back())) kept.push_back(v[i]);
    }
    v = kept;
    return v.size();
}

std::size_t distinct(std::vector<double>& v) { return unique_sorted(v); }
