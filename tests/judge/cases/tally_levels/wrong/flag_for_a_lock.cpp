// expect: incorrect | faulty; reason: counts|race|thread|too long
// mode: openmp
void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    bool busy = false;
#pragma omp parallel
    {
        std::vector<long> own(counts.size());
#pragma omp for nowait
        for (unsigned i = 0; i < levels.size(); ++i) ++own[levels[i]];
        for (int tries = 0; busy && tries < 100; ++tries) {
        }
        busy = true;
        for (std::size_t k = 0; k < own.size(); ++k) counts[k] += own[k];
        busy = false;
    }
}
