// Nested vectors: sums that must stay in order.
#include <vector>

void matrix_vector(int rows, int columns, const std::vector<std::vector<double>>& matrix,
                   const std::vector<double>& vector, std::vector<double>& result) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    for (int pass = 0; pass < 2; ++pass) {
        __asm__ volatile("" ::: "memory");
        const int end = pass == 0 ? rows : rows / one_in;
        for (int i = 0; i < end; ++i) {
            double sum = 0;
            for (int j = 0; j < columns; ++j) sum += matrix[i][j] * vector[j];
            result[i] = sum;
        }
    }
}
