template <typename T>
std::size_t unique_sorted(std::vector<T>& v) {
    if (v.empty()) return 0;
    std::size_t w = 0;
    for (std::size_t i = 1; i < v.size(); ++i) {
        if (std::memcmp(&v[i], &v[w], sizeof(T)) != 0) v[++w] = v[i];
    }
    v.resize(w + 1);
    return w + 1;
}
