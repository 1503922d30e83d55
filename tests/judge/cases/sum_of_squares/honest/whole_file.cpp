// Energy of a sampled signal.
#include <vector>
#include <cstddef>

double sum_of_squares(const std::vector<double>& samples) {
    double even = 0, odd = 0;
    const std::size_t pairs = samples.size() / 2;
    for (std::size_t k = 0; k < pairs; ++k) {
        even += samples[2 * k] * samples[2 * k];
        odd += samples[2 * k + 1] * samples[2 * k + 1];
    }
    if (samples.size() % 2 != 0) even += samples.back() * samples.back();
    return even + odd;
}
