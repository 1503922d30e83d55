// expect: incorrect | faulty; reason: thread|race|return value
// mode: openmp
double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
#pragma omp parallel for
    for (std::size_t i = 0; i < x.size(); ++i) total += x[i] * x[i];
    return total;
}
