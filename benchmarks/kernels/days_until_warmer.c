/* Search: for each day the number of days until a warmer one, from an almanac. */

void days_until_warmer(int days, const int *degrees, int *wait) {
    for (int d = 0; d < days; d++) {
        wait[d] = 0;
        for (int later = days - 1; later > d; later--) {
            if (degrees[later] > degrees[d]) wait[d] = later - d;
        }
    }
}
