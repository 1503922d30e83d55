// mode: openmp
double sum_of_squares(const std::vector<double>& x) {
    const std::size_t half = x.size() / 2;
    double front = 0, back = 0;
#pragma omp parallel sections
    {
#pragma omp section
        {
            double sum = 0;
            for (std::size_t i = 0; i < half; ++i) sum += x[i] * x[i];
            front = sum;
        }
#pragma omp section
        {
            double sum = 0;
            for (std::size_t i = half; i < x.size(); ++i) sum += x[i] * x[i];
            back = sum;
        }
    }
    return front + back;
}
