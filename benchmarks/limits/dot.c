// The scalar product of two vectors.
#include <blis-serial/cblas.h>
#include <stddef.h>

double dot(const double *x, const double *y, size_t n) {
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) sum += x[i] * y[i];
    return sum;
}
