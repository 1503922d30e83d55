#include <stddef.h>
/* b = alpha*a + beta*b on rows x cols row-major blocks; lda, ldb >= cols.
   The gap between rows belongs to the caller. Returns 0, or -1 on bad sizes. */
int mat_axpby(size_t rows, size_t cols, float alpha, const float *a, size_t lda,
              float beta, float *b, size_t ldb)
{
    if (lda < cols || ldb < cols)
        return -1;
    for (size_t i = 0; i < rows; i++) {
        const float *pa = a + i * lda;
        float *pb = b + i * ldb;
        for (size_t j = 0; j < cols; j++)
            pb[j] = alpha * pa[j] + beta * pb[j];
    }
    return 0;
}
