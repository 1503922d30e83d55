// mode: openmp
void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    long* table = counts.data();
#pragma omp parallel for
    for (std::size_t i = 0; i < levels.size(); ++i) {
#pragma omp atomic
        ++table[levels[i]];
    }
}
