// expect: incorrect; reason: samples.values
void smooth_samples(struct samples *samples, double weight) {
    for (int i = 1; i + 1 < samples->count; ++i) {
        double change = samples->values[i] - samples->values[i - 1];
        samples->values[i] = samples->values[i - 1] + weight * change;
    }
}
