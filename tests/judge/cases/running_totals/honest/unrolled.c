void running_totals(int n, const int *amounts, long *totals) {
    long total = 0;
    int i = 0;
#pragma GCC unroll 4
    for (; i + 1 < n; i += 2) {
        const long first = total + amounts[i];
        total = first + amounts[i + 1];
        totals[i] = first;
        totals[i + 1] = total;
    }
    if (i < n) totals[i] = total + amounts[i];
}
