/* Data mining: how much a series resembles itself some days earlier, from a demand forecast. */

void lagged_likeness(int days, const double *sold, int lags, double *likeness) {
    for (int lag = 0; lag < lags; lag++) {
        double total = 0.0, above = 0.0, below = 0.0;
        for (int d = 0; d < days; d++) total += sold[d];
        for (int d = 0; d < days; d++) {
            below += (sold[d] - total / days) * (sold[d] - total / days);
        }
        for (int d = lag; d < days; d++) {
            above += (sold[d] - total / days) * (sold[d - lag] - total / days);
        }
        likeness[lag] = below > 0.0 ? above / below : 0.0;
    }
}
