// expect: incorrect | faulty; reason: the return value|overflow
long best_stretch(const std::vector<int>& gains) {
    if (gains.empty()) return 0;
    short here = 0;
    long best = gains[0];
    for (int gain : gains) {
        here = static_cast<short>(here > 0 ? here + gain : gain);
        if (here > best) best = here;
    }
    return best;
}
