/* Dense linear algebra: a block of R M R' inside larger matrices, from a structural solver. */

void sandwich_block(int n, int pitch, const double *rotation, const double *stiffness,
                    double *turned) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double sum = 0.0;
            for (int k = 0; k < n; k++) {
                for (int l = 0; l < n; l++) {
                    sum += rotation[i * n + k] * stiffness[k * pitch + l] * rotation[j * n + l];
                }
            }
            turned[i * pitch + j] = sum;
        }
    }
}
