/* Sparse linear algebra: rows padded to one width times a vector, from a ground-water model. */

void padded_rows(int rows, int width, const int *column, const double *entry, const double *level,
                 double *flow) {
    for (int r = 0; r < rows; r++) flow[r] = 0.0;
    for (int k = 0; k < width; k++) {
        for (int r = 0; r < rows; r++) {
            flow[r] += entry[r * width + k] * level[column[r * width + k]];
        }
    }
}
