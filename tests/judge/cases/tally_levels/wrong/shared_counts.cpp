// expect: incorrect | faulty; reason: counts|race|thread
// mode: openmp
void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
#pragma omp parallel for
    for (std::size_t i = 0; i < levels.size(); ++i) counts[levels[i]] = counts[levels[i]] + 1;
}
