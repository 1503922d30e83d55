// mode: openmp
void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    const std::size_t size = counts.size();
#pragma omp parallel
    {
        std::vector<long> own(size);
#pragma omp for nowait
        for (std::size_t i = 0; i < levels.size(); ++i) ++own[levels[i]];
#pragma omp critical
        for (std::size_t k = 0; k < size; ++k) counts[k] += own[k];
    }
}
