// mode: openmp
double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
#pragma omp parallel for reduction(+ : total)
    for (std::size_t i = 0; i < x.size(); ++i) total += x[i] * x[i];
    return total;
}
