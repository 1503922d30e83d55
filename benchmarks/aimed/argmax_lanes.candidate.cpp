std::size_t index_of_peak(const float* samples, std::size_t n) {
    if (n < 8) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < n; ++i) {
            if (samples[i] > samples[best]) best = i;
        }
        return best;
    }
    // Four independent lanes hide the latency of the compare.
    std::size_t lane[4] = {0, 1, 2, 3};
    std::size_t i = 4;
    for (; i + 4 <= n; i += 4) {
        for (int k = 0; k < 4; ++k) {
            if (samples[i + k] > samples[lane[k]]) lane[k] = i + k;
        }
    }
    std::size_t best = lane[0];
    for (int k = 1; k < 4; ++k) {
        if (samples[lane[k]] > samples[best]) best = lane[k];
    }
    for (; i < n; ++i) {
        if (samples[i] > samples[best]) best = i;
    }
    return best;
}
