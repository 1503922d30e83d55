/* Sparse linear algebra: a sparse matrix times some dense columns, from an eigenvalue solver. */

void csr_times_block(int rows, int columns, const int *row_start, const int *column,
                     const double *entry, const double *block, double *product) {
    for (int c = 0; c < columns; c++) {
        for (int r = 0; r < rows; r++) {
            product[r * columns + c] = 0.0;
            for (int k = row_start[r]; k < row_start[r + 1]; k++) {
                product[r * columns + c] += entry[k] * block[column[k] * columns + c];
            }
        }
    }
}
