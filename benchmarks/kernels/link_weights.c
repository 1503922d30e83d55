/* Graph: rounds of passing on importance along links, from a ranking of pages. */

void link_weights(int pages, int links, int rounds, const int *from, const int *to, double *weight,
                  double *received) {
    for (int round = 0; round < rounds; round++) {
        for (int p = 0; p < pages; p++) received[p] = 0.15 / pages;
        for (int l = 0; l < links; l++) {
            int leaving = 0;
            for (int k = 0; k < links; k++) {
                if (from[k] == from[l]) leaving++;
            }
            received[to[l]] += 0.85 * weight[from[l]] / leaving;
        }
        for (int p = 0; p < pages; p++) weight[p] = received[p];
    }
}
