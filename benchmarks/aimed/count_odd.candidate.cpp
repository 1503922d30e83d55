std::vector<int> count_odd_rows(const std::vector<std::vector<int>>& table) {
    std::vector<int> out;
    out.reserve(table.size());
    for (const std::vector<int>& row : table) {
        int odd = 0;
        for (int x : row) odd += x % 2;  // no branch
        out.push_back(odd);
    }
    return out;
}
