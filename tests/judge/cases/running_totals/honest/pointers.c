void running_totals(int n, const int *amounts, long *totals) {
    long before = 0;
    while (n-- > 0) *totals++ = before += *amounts++;
}
