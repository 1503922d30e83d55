// FFT: a complex signal is convolved with a response around a ring, from a radio receiver.
#include <complex>
#include <cstddef>
#include <vector>

void ring_echo(const std::vector<std::complex<double>>& signal,
               const std::vector<std::complex<double>>& response,
               std::vector<std::complex<double>>& echo) {
    for (std::size_t i = 0; i < signal.size(); ++i) {
        echo[i] = 0;
        for (std::size_t j = 0; j < response.size(); ++j) {
            echo[i] +=
                signal[(i + signal.size() * response.size() - j) % signal.size()] * response[j];
        }
    }
}
