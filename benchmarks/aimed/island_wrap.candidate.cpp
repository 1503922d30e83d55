int count_islands(const std::vector<unsigned char>& cells, int width, int height) {
    const int n = width * height;
    std::vector<unsigned char> left(cells.begin(), cells.begin() + n);
    std::vector<int> open;
    const int step[4] = {-1, 1, -width, width};
    int islands = 0;
    for (int start = 0; start < n; ++start) {
        if (!left[start]) continue;
        ++islands;
        left[start] = 0;
        open.push_back(start);
        while (!open.empty()) {
            const int at = open.back();
            open.pop_back();
            for (int d : step) {
                const int to = at + d;
                if (to < 0 || to >= n || !left[to]) continue;
                left[to] = 0;
                open.push_back(to);
            }
        }
    }
    return islands;
}
