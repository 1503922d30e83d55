// expect: faulty | incorrect; reason: use-after-free|free|totals
#include <stdlib.h>
#include <string.h>

void running_totals(int n, const int *amounts, long *totals) {
    if (n <= 0) return;
    long *own = malloc(sizeof(long) * (size_t)n);
    long total = 0;
    for (int i = 0; i < n; ++i) own[i] = total += amounts[i];
    free(own);
    memcpy(totals, own, sizeof(long) * (size_t)n);
}
