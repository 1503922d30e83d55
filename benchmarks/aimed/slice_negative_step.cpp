#include <vector>

std::vector<int> slice(const std::vector<int>& v, int start, int stop, int step) {
    std::vector<int> out;
    int n = static_cast<int>(v.size());
    if (step > 0) {
        for (int i = start < 0 ? 0 : start; i < stop && i < n; i += step) {
            out.push_back(v[i]);
            if (i > n - step) break;
        }
    } else if (step < 0 && step > -1000000) {
        for (int i = start >= n ? n - 1 : start; i > stop && i >= 0; i += step) out.push_back(v[i]);
    }
    return out;
}
