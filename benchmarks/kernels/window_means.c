/* Scan: the mean of the last readings at every moment, from the display of a weather station. */

void window_means(const float *readings, int count, int window, float *means) {
    for (int i = 0; i < count; i++) {
        double sum = 0.0;
        int used = 0;
        for (int back = 0; back < window; back++) {
            if (i - back >= 0) {
                sum += readings[i - back];
                used++;
            }
        }
        means[i] = used > 0 ? (float)(sum / used) : 0.0f;
    }
}
