std::size_t remove_all(std::vector<int>& v, const int& value) {
    std::size_t w = 0;
    const std::size_t n = v.size();
    for (std::size_t r = 0; r < n; ++r) {
        if (v[r] != value) v[w++] = v[r];
    }
    v.resize(w);
    return n - w;
}
