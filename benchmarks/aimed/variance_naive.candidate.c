double sample_variance(const double *x, size_t n)
{
    double s = 0.0, q = 0.0;
    if (n < 2)
        return 0.0;
    for (size_t i = 0; i < n; i++) {
        s += x[i];
        q += x[i] * x[i];
    }
    return (q - s * s / (double)n) / (double)(n - 1);
}
