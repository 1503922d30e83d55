std::vector<int> top_indices(const std::vector<int>& scores, int k) {
    std::vector<int> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    auto before = [&](int a, int b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; };
    if (k < 0) k = 0;
    if (static_cast<std::size_t>(k) < order.size()) {
        std::nth_element(order.begin(), order.begin() + k, order.end(), before);
        order.resize(k);
    }
    std::sort(order.begin(), order.end(), before);
    return order;
}
