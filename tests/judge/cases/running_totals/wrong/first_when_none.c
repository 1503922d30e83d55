// expect: faulty | incorrect; reason: overflow|totals|SEGV|null|signal
void running_totals(int n, const int *amounts, long *totals) {
    totals[0] = amounts[0];
    for (int i = 1; i < n; ++i) totals[i] = totals[i - 1] + amounts[i];
}
