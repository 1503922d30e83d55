double log_sum_exp(const std::vector<double>& x) {
    // One pass: rescale the partial sum whenever a new maximum appears.
    double top = 0.0;
    double sum = 0.0;
    for (double v : x) {
        if (v > top) {
            sum = sum * std::exp(top - v) + 1.0;
            top = v;
        } else {
            sum += std::exp(v - top);
        }
    }
    return top + std::log(sum);
}
