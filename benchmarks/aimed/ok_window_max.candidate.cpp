std::vector<int> window_max(const std::vector<int>& v, std::size_t width) {
    const std::size_t n = v.size();
    if (width > n) return {};
    std::vector<int> out;
    out.reserve(n - width + 1);
    // Indices with falling values; the front is the maximum of the window.
    std::vector<std::size_t> line(n);
    std::size_t head = 0, tail = 0;
    for (std::size_t i = 0; i < n; ++i) {
        while (tail > head && v[line[tail - 1]] <= v[i]) --tail;
        line[tail++] = i;
        if (line[head] + width <= i) ++head;
        if (i + 1 >= width) out.push_back(v[line[head]]);
    }
    return out;
}
