#include <stddef.h>
#include <math.h>
/* Largest non-NaN value (missing readings are NaN); NaN when there is none. */
double max_reading(const double *a, size_t n)
{
    double m = NAN;
    for (size_t i = 0; i < n; i++) {
        if (isnan(a[i]))
            continue;
        if (isnan(m) || a[i] > m)
            m = a[i];
    }
    return m;
}
