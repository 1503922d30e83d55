void Tally::add(const std::string& key, long amount) {
    if (amount == 0) return;
    counts[key] += amount;
    total = 0;
    for (const auto& entry : counts) total += entry.second;
}
