// Dense linear algebra: the normal equations of a weighted fit, from a calibration program.
#include <cstddef>
#include <vector>

void weighted_gram(const std::vector<std::vector<double>>& samples,
                   const std::vector<double>& weights, std::vector<std::vector<double>>& gram) {
    const std::size_t features = gram.size();
    for (std::size_t a = 0; a < features; ++a) {
        for (std::size_t b = 0; b < features; ++b) {
            gram[a][b] = 0.0;
            for (std::size_t s = 0; s < samples.size(); ++s) {
                gram[a][b] += weights[s] * samples[s][a] * samples[s][b];
            }
        }
    }
}
