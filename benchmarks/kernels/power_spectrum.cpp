// FFT: how much of every frequency is in a recording, from a vibration monitor.
#include <cmath>
#include <cstddef>
#include <vector>

std::vector<double> power_spectrum(const std::vector<double>& recording) {
    std::vector<double> power;
    for (std::size_t k = 0; k < recording.size() / 2 + 1; ++k) {
        double real = 0.0, imaginary = 0.0;
        for (std::size_t t = 0; t < recording.size(); ++t) {
            const double angle = 2.0 * M_PI * k * t / recording.size();
            real += recording[t] * std::cos(angle);
            imaginary -= recording[t] * std::sin(angle);
        }
        power.push_back(real * real + imaginary * imaginary);
    }
    return power;
}
