#include <cstddef>
#include <vector>

// Replaces every group of `factor` samples (factor >= 1) by its mean; a
// shorter group at the end is averaged over the samples it has.
std::vector<double> downsample_mean(const std::vector<double>& in, std::size_t factor) {
    std::vector<double> out;
    std::size_t i = 0;
    while (i < in.size()) {
        double sum = 0.0;
        std::size_t count = 0;
        while (count < factor && i < in.size()) {
            sum += in[i];
            ++i;
            ++count;
        }
        out.push_back(sum / static_cast<double>(count));
    }
    return out;
}
