double max_reading(const double *a, size_t n)
{
    if (n == 0)
        return NAN;
    double m = a[0];
    for (size_t i = 1; i < n; i++)
        m = a[i] > m ? a[i] : m;   /* false for NaN: skipped */
    return m;
}
