#include <cstddef>

std::vector<double> centred_average(const std::vector<int>& series, int radius) {
    const int n = static_cast<int>(series.size());
    std::vector<double> out(series.size());
    long long sum = 0;
    int count = radius + 1;
    for (int j = 0; j <= radius && j < n; ++j) sum += series[j];
    for (int i = 0; i < n; ++i) {
        out[i] = static_cast<double>(sum) / count;
        if (i + radius + 1 < n) {
            sum += series[i + radius + 1];
            ++count;
        }
        if (i >= radius) {
            sum -= series[i - radius];
            --count;
        }
    }
    return out;
}
