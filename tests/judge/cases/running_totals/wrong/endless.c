// expect: faulty; reason: too long
void running_totals(int n, const int *amounts, long *totals) {
    volatile int go = 1;
    for (int i = 0; go; i = i + 1 < n ? i + 1 : 0)
        if (n > 0) totals[i] = amounts[i];
}
