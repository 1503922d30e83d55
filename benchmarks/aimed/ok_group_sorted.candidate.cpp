std::vector<std::pair<std::string, long>> group_totals(const std::vector<std::string>& names, const std::vector<int>& amounts) {
    std::unordered_map<std::string, long> totals;
    const std::size_t n = std::min(names.size(), amounts.size());
    totals.reserve(n);
    for (std::size_t i = 0; i < n; ++i) totals[names[i]] += amounts[i];
    std::vector<std::pair<std::string, long>> out(totals.begin(), totals.end());
    std::sort(out.begin(), out.end());
    return out;
}
