int mat_axpby(size_t rows, size_t cols, float alpha, const float *a, size_t lda,
              float beta, float *b, size_t ldb)
{
    if (lda < cols || ldb < cols)
        return -1;
    if (rows == 0 || cols == 0)
        return 0;
    if (lda == ldb) {           /* same layout: one flat loop */
        size_t total = (rows - 1) * lda + cols;
        for (size_t k = 0; k < total; k++)
            b[k] = alpha * a[k] + beta * b[k];
        return 0;
    }
    for (size_t i = 0; i < rows; i++, a += lda, b += ldb)
        for (size_t j = 0; j < cols; j++)
            b[j] = alpha * a[j] + beta * b[j];
    return 0;
}
