// expect: faulty | incorrect; reason: overflow|totals
void running_totals(int n, const int *amounts, long *totals) {
    long total = 0;
    for (int i = 0; i < n; ++i) {
        totals[i] = total += amounts[i];
    }
    totals[n] = total;
}
