// condition: all numbers are finite
std::vector<double> middle_of_rows(const std::vector<std::vector<double>>& rows) {
    std::vector<double> middles, ordered;
    middles.reserve(rows.size());
    for (const auto& row : rows) {
        ordered.assign(row.begin(), row.end());
        const auto middle = ordered.begin() + ordered.size() / 2;
        if (!ordered.empty()) std::nth_element(ordered.begin(), middle, ordered.end());
        middles.push_back(ordered.empty() ? 0.0 : *middle);
    }
    return middles;
}
