// expect: incorrect; reason: where the baseline has
void split_matrix(int n, double *matrix, double *diagonal) {
    for (int j = 0; j < n; j++) {
        const double *row = matrix + (long)j * n;
        double d = row[j];
        for (int k = 0; k < j; k++) d -= row[k] * row[k] * diagonal[k];
        diagonal[j] = d;
        const double inverse = 1.0 / d;
        for (int i = j + 1; i < n; i++) {
            double *other = matrix + (long)i * n;
            double rest = other[j];
            for (int k = 1; k < j; k++) rest -= other[k] * (row[k] * diagonal[k]);
            other[j] = rest * inverse;
        }
    }
}
