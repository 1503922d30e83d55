// expect: faulty; reason: overflow
void smooth_samples(struct samples *samples, double weight) {
    double last = samples->values[0];
    for (int i = 1; i <= samples->count; ++i) {
        last += weight * (samples->values[i] - last);
        samples->values[i] = last;
    }
}
