// expect: incorrect; reason: samples.count
void smooth_samples(struct samples *samples, double weight) {
    for (int i = 1; i < samples->count; ++i) {
        double change = samples->values[i] - samples->values[i - 1];
        samples->values[i] = samples->values[i - 1] + weight * change;
    }
    if (samples->count > 0) samples->count--;
}
