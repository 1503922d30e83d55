#include <cstddef>
#include <vector>

struct Summary {
    std::size_t count;
    double lowest, highest, mean;
};

// Fills in all fields; they are zero for an empty sample.
void summarize(const std::vector<double>& sample, Summary& s) {
    s.count = 0;
    s.lowest = s.highest = s.mean = 0.0;
    double sum = 0.0;
    for (double x : sample) {
        if (s.count == 0 || x < s.lowest) s.lowest = x;
        if (s.count == 0 || x > s.highest) s.highest = x;
        sum += x;
        ++s.count;
    }
    if (s.count > 0) s.mean = sum / static_cast<double>(s.count);
}
