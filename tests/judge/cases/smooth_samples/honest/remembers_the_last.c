void smooth_samples(struct samples *samples, double weight) {
    const int count = samples->count;
    double *values = samples->values;
    if (count < 2) return;
    double last = values[0];
    for (int i = 1; i < count; ++i) {
        last += weight * (values[i] - last);
        values[i] = last;
    }
}
