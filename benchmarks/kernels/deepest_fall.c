/* Reduce: the largest loss between a day and a later one, from an investment report. */

double deepest_fall(const double *prices, int days) {
    double deepest = 0.0;
    for (int buy = 0; buy < days; buy++) {
        for (int sell = buy + 1; sell < days; sell++) {
            if (prices[buy] - prices[sell] > deepest) deepest = prices[buy] - prices[sell];
        }
    }
    return deepest;
}
