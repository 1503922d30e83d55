// The scalar products of all pairs of rows: the lower half of a times a transposed.
#include <blis-serial/cblas.h>
#include <stddef.h>

void gram(const double *a, double *c, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < columns; k++) sum += a[i * columns + k] * a[j * columns + k];
            c[i * rows + j] = sum;
        }
    }
}
