#include <cmath>
#include <vector>

std::vector<double> strength_of_tones(const std::vector<double>& sound) {
    const int n = static_cast<int>(sound.size());
    std::vector<double> strength(n);
    for (int tone = 0; tone < n; ++tone) {
        double in_phase = 0.0, out_of_phase = 0.0;
        for (int at = 0; at < n; ++at) {
            const double angle = 2.0 * M_PI * tone * at / n;
            in_phase += sound[at] * std::cos(angle);
            out_of_phase += sound[at] * std::sin(angle);
        }
        strength[tone] = std::sqrt(in_phase * in_phase + out_of_phase * out_of_phase);
    }
    return strength;
}
