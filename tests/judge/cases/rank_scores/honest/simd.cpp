void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    const double* p = scores.data();
    const int n = static_cast<int>(scores.size());
    for (int i = 0; i < n; ++i) {
        const double own = p[i];
        int lower = 0;
#pragma omp simd reduction(+ : lower)
        for (int j = 0; j < n; ++j) lower += p[j] < own ? 1 : 0;
        ranks[i] = lower;
    }
}
