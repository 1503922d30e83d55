void poly_eval(const double *c, const double *x, double *y, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double t = x[i], t2 = t * t, t4 = t2 * t2;
        double a = (c[0] + c[1] * t) + (c[2] + c[3] * t) * t2;
        double b = (c[4] + c[5] * t) + (c[6] + c[7] * t) * t2;
        y[i] = a + b * t4;
    }
}
