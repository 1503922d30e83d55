#include <vector>

// Mean over [i - radius, i + radius], cut off at the ends of the series.
std::vector<double> centred_average(const std::vector<int>& series, int radius) {
    const int n = static_cast<int>(series.size());
    std::vector<double> out;
    for (int i = 0; i < n; ++i) {
        long long sum = 0;
        int count = 0;
        for (int j = i - radius; j <= i + radius; ++j) {
            if (j < 0 || j >= n) continue;
            sum += series[j];
            ++count;
        }
        out.push_back(static_cast<double>(sum) / count);
    }
    return out;
}
