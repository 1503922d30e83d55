#include <stddef.h>

void poly_eval(const double *c, const double *x, double *y, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double v = 0.0;
        for (int k = 7; k >= 0; k--)
            v = v * x[i] + c[k];
        y[i] = v;
    }
}
