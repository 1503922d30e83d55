// expect: incorrect; reason: totals
void running_totals(int n, const int *amounts, long *totals) {
    short total = 0;
    for (int i = 0; i < n; ++i) {
        total = (short)(total + amounts[i]);
        totals[i] = total;
    }
}
