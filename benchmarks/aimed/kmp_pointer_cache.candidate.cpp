std::vector<std::size_t> find_all(const char* text, std::size_t n, const char* pat, std::size_t m) {
    static std::vector<std::size_t> fail;
    static const char* fail_for = nullptr;
    std::vector<std::size_t> hits;
    if (m == 0 || m > n) return hits;
    if (fail_for != pat || fail.size() != m) {
        fail.assign(m, 0);
        for (std::size_t i = 1, k = 0; i < m; ++i) {
            while (k > 0 && pat[i] != pat[k]) k = fail[k - 1];
            if (pat[i] == pat[k]) ++k;
            fail[i] = k;
        }
        fail_for = pat;
    }
    for (std::size_t i = 0, k = 0; i < n; ++i) {
        while (k > 0 && text[i] != pat[k]) k = fail[k - 1];
        if (text[i] == pat[k]) ++k;
        if (k == m) {
            hits.push_back(i + 1 - m);
            k = fail[k - 1];
        }
    }
    return hits;
}
