#include <stddef.h>
double sample_variance(const double *x, size_t n)
{
    double mean = 0.0, ss = 0.0;
    if (n < 2)
        return 0.0;
    for (size_t i = 0; i < n; i++)
        mean += x[i];
    mean /= (double)n;
    for (size_t i = 0; i < n; i++) {
        double d = x[i] - mean;
        ss += d * d;
    }
    return ss / (double)(n - 1);
}
