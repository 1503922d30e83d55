std::vector<std::size_t> match_positions(const std::string& text, const std::string& what) {
    std::vector<std::size_t> hits;
    const std::size_t m = what.size();
    if (m == 0 || m > text.size()) return hits;
    std::vector<std::size_t> border(m, 0);
    for (std::size_t i = 1, k = 0; i < m; ++i) {
        while (k > 0 && what[i] != what[k]) k = border[k - 1];
        if (what[i] == what[k]) ++k;
        border[i] = k;
    }
    std::size_t k = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        while (k > 0 && (k == m || text[i] != what[k])) k = border[k - 1];
        if (text[i] == what[k]) ++k;
        if (k == m) hits.push_back(i + 1 - m);
    }
    return hits;
}
