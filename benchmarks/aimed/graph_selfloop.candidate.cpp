bool has_cycle(int n, const std::vector<std::pair<int,int>> &edges)
{
    // a forest has at most n-1 edges
    unsigned valid = 0;
    std::vector<int> parent(n);
    for (int i = 0; i < n; i++)
        parent[i] = i;
    for (const auto &e : edges) {
        int a = e.first, b = e.second;
        if (a < 0 || a >= n || b < 0 || b >= n)
            continue;
        if (a == b)
            continue;   // nothing to join
        if (++valid >= (unsigned)n)
            return true;
        while (parent[a] != a) a = parent[a] = parent[parent[a]];
        while (parent[b] != b) b = parent[b] = parent[parent[b]];
        if (a == b)
            return true;
        parent[a] = b;
    }
    return false;
}
