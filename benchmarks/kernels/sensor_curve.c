/* Search: readings are looked up in a calibration curve with rising steps, from a sensor driver. */

void sensor_curve(int steps, const double *raw, const double *real, int readings, double *values) {
    for (int r = 0; r < readings; r++) {
        double value = values[r];
        double found = value <= raw[0] ? real[0] : real[steps - 1];
        for (int s = 0; s + 1 < steps; s++) {
            if (raw[s] < value && value <= raw[s + 1]) {
                double slope = (real[s + 1] - real[s]) / (raw[s + 1] - raw[s]);
                found = real[s] + slope * (value - raw[s]);
            }
        }
        values[r] = found;
    }
}
