static int last_of_sweep(const std::vector<std::vector<int>>& next, int from, int* distance) {
    std::vector<int> dist(next.size(), -1), queue(1, from);
    queue.reserve(next.size());
    dist[from] = 0;
    for (std::size_t head = 0; head < queue.size(); ++head) {
        for (int w : next[queue[head]]) {
            if (dist[w] < 0) {
                dist[w] = dist[queue[head]] + 1;
                queue.push_back(w);
            }
        }
    }
    *distance = dist[queue.back()];
    return queue.back();
}

int graph_diameter(int n, const std::vector<std::pair<int, int>>& edges) {
    if (n == 0) return 0;
    std::vector<std::vector<int>> next(n);
    for (const auto& e : edges) {
        next[e.first].push_back(e.second);
        next[e.second].push_back(e.first);
    }
    // Walk to the far end, then from there to the opposite end.
    int distance = 0;
    const int end = last_of_sweep(next, 0, &distance);
    last_of_sweep(next, end, &distance);
    return distance;
}
