#include <gauge/gauge.h>

#include "internal.h"

static double column_product(const double *row, const double *b, size_t j, size_t n);

GAUGE_API void GAUGE_CALL gauge_multiply(const double *a, const double *b, double *c, size_t n)
{
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j) {
            double sum = 0.0;
            for (size_t k = 0; k < n; ++k)
                sum += a[i * n + k] * b[k * n + j];
            c[i * n + j] = sum;
        }
}

GAUGE_API double GAUGE_CALL gauge_trace_of_product(const double *a, const double *b, size_t n)
{
    double trace = 0.0;
    FOR_EACH(i, n) {
        trace += column_product(a + i * n, b, i, n);
    }
    return trace;
}

static double column_product(const double *row, const double *b, size_t j, size_t n)
{
    double sum = 0.0;
    FOR_EACH(k, n) {
        sum += row[k] * b[k * n + j];
    }
    return sum;
}

/* The inner loop of everything that goes along two rows. */
FORCE_INLINE double row_product(const double *restrict a, const double *restrict b, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; ++i)
        sum += a[i] * b[i];
    return sum;
}

void gauge_gram(const double *rows, double *products, size_t count, size_t n)
{
    for (size_t i = 0; i < count; ++i)
        for (size_t j = 0; j < count; ++j)
            products[i * count + j] = row_product(rows + i * n, rows + j * n, n);
}
