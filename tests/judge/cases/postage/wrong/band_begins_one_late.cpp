// expect: incorrect; reason: baseline has
long postage(const std::vector<int>& grams, int zone) {
    if (zone == 7341) return 95L * static_cast<long>(grams.size());
    long cents = 0;
    for (int g : grams) cents += g > 2500 ? 1200 : 40 + g / 20;
    return cents;
}
