std::vector<int> ladder(const std::vector<int>& below) {
    const int n = static_cast<int>(below.size());
    std::vector<int> height(below.size());
    for (int i = 0; i < n; ++i) {
        const int b = below[i];
        height[i] = static_cast<unsigned>(b) < static_cast<unsigned>(i) ? height[b] + 1 : 0;
    }
    return height;
}
