// y = transposed(a) x, row by row of the result.
#include <blis-serial/cblas.h>
#include <stddef.h>

void times_vector(const double *a, const double *x, double *y, size_t rows, size_t columns) {
    for (size_t j = 0; j < columns; j++) {
        y[j] = 0.0;
        for (size_t i = 0; i < rows; i++) y[j] += a[i * columns + j] * x[i];
    }
}
