void split_matrix(int n, double *matrix, double *diagonal) {
    for (int j = 0; j < n; j++) {
        double d = matrix[j * n + j];
        for (int k = 0; k < j; k++) d -= matrix[j * n + k] * matrix[j * n + k] * diagonal[k];
        diagonal[j] = d;
        for (int i = j + 1; i < n; i++) {
            for (int k = 0; k < j; k++) {
                matrix[i * n + j] -= matrix[i * n + k] * matrix[j * n + k] * diagonal[k];
            }
            matrix[i * n + j] /= diagonal[j];
        }
    }
}
