#include <cstddef>
#include <cstdint>

// Integer mean of audio samples, rounded towards zero (0 if there are none).
std::int32_t mean_level(const std::int16_t* samples, std::size_t n) {
    if (n == 0) return 0;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
        sum += samples[i];
    }
    return static_cast<std::int32_t>(sum / static_cast<std::int64_t>(n));
}
