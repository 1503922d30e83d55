#include <stddef.h>
/* Sum of squares of the samples and, in *peak, the largest square. */
double sum_squares(const double *x, size_t n, double *peak)
{
    double s = 0.0;
    double top = 0.0;
    for (size_t i = 0; i < n; i++) {
        double q = x[i] * x[i];
        s += q;
        if (q > top)
            top = q;
    }
    *peak = top;
    return s;
}
