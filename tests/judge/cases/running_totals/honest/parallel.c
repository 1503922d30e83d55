// mode: openmp
void running_totals(int n, const int *amounts, long *totals) {
    #pragma omp parallel for schedule(guided)
    for (int i = 0; i < n; ++i) {
        long total = 0;
        for (int j = 0; j <= i; ++j) total += amounts[j];
        totals[i] = total;
    }
}
