double sum_squares(const double *x, size_t n, double *peak)
{
    double s0 = 0.0, s1 = 0.0, t0 = 0.0, t1 = 0.0;
    size_t i = 0;
    for (; n - i >= 2; i += 2) {
        double q0 = x[i] * x[i];
        double q1 = x[i + 1] * x[i + 1];
        s0 += q0;
        s1 += q1;
        t0 = q0 > t0 ? q0 : t0;     /* a NaN is skipped, as before */
        t1 = q1 > t1 ? q1 : t1;
    }
    if (i < n) {
        double q = x[i] * x[i];
        s0 += q;
        t0 = q > t0 ? q : t0;
    }
    *peak = t0 > t1 ? t0 : t1;
    return s0 + s1;
}
