// expect: incorrect | faulty; reason: totals|thread|race
// mode: openmp
void running_totals(int n, const int *amounts, long *totals) {
    long total = 0;
    #pragma omp parallel for schedule(static)
    for (int i = 0; i < n; ++i) {
        #pragma omp atomic
        total += amounts[i];
        #pragma omp atomic read
        totals[i] = total;
    }
}
