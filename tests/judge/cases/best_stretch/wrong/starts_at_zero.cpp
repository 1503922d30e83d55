// expect: incorrect; reason: the return value
long best_stretch(const std::vector<int>& gains) {
    long best = 0, here = 0;
    for (int gain : gains) {
        here = here + gain > 0 ? here + gain : 0;
        if (here > best) best = here;
    }
    return best;
}
