// expect: incorrect; reason: where the baseline has
std::vector<double> strength_of_tones(const std::vector<double>& sound) {
    const int n = static_cast<int>(sound.size());
    std::vector<double> strength(n), cosine(n), sine(n);
    for (int step = 0; step < n; ++step) {
        const double angle = 2.0 * M_PI * step / n;
        cosine[step] = static_cast<float>(std::cos(angle));
        sine[step] = std::sin(angle);
    }
    for (int tone = 0; tone < n; ++tone) {
        double in_phase = 0.0, out_of_phase = 0.0;
        for (int at = 0, step = 0; at < n; ++at) {
            in_phase += sound[at] * cosine[step];
            out_of_phase += sound[at] * sine[step];
            step += tone;
            if (step >= n) step -= n;
        }
        strength[tone] = std::sqrt(in_phase * in_phase + out_of_phase * out_of_phase);
    }
    return strength;
}
