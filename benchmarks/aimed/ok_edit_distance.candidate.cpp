int word_distance(const std::string& a, const std::string& b) {
    std::size_t first = 0, ea = a.size(), eb = b.size();
    while (first < ea && first < eb && a[first] == b[first]) ++first;
    while (ea > first && eb > first && a[ea - 1] == b[eb - 1]) {
        --ea;
        --eb;
    }
    const std::size_t m = eb - first;
    std::vector<int> row(m + 1);
    for (std::size_t j = 0; j <= m; ++j) row[j] = static_cast<int>(j);
    for (std::size_t i = first; i < ea; ++i) {
        int corner = row[0]++;
        for (std::size_t j = 0; j < m; ++j) {
            const int above = row[j + 1];
            const int change = corner + (a[i] != b[first + j]);
            row[j + 1] = std::min(change, std::min(above, row[j]) + 1);
            corner = above;
        }
    }
    return row[m];
}
