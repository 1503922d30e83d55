// expect: incorrect; reason: where the baseline has -?inf
void invert_each(const std::vector<double>& values, std::vector<double>& inverses) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        inverses[i] = values[i] == 0.0 ? 0.0 : 1.0 / values[i];
    }
}
