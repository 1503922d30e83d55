long best_stretch(const std::vector<int>& gains) {
    if (gains.empty()) return 0;
    long best = gains[0], here = gains[0];
    for (std::size_t i = 1; i < gains.size(); ++i) {
        here = here > 0 ? here + gains[i] : gains[i];
        if (here > best) best = here;
    }
    return best;
}
