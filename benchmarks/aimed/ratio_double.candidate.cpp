std::size_t best_ratio(const std::vector<Ratio>& teams) {
    std::size_t best = 0;
    double best_value = static_cast<double>(teams[0].won) / teams[0].played;
    for (std::size_t i = 1; i < teams.size(); ++i) {
        const double value = static_cast<double>(teams[i].won) / teams[i].played;
        if (value > best_value) {
            best_value = value;
            best = i;
        }
    }
    return best;
}
