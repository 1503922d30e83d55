std::pair<int, int> farthest_pair(const std::vector<MapPoint>& pts) {
    const int n = static_cast<int>(pts.size());
    const MapPoint* p = pts.data();
    int best_i = 0, best_j = 0;
    long long best_d2 = -1;
    for (int i = 0; i < n; ++i) {
        const unsigned xi = static_cast<unsigned>(p[i].x), yi = static_cast<unsigned>(p[i].y);
        for (int j = i + 1; j < n; ++j) {
            // The squares do not depend on the sign of the difference.
            const unsigned dx = xi - static_cast<unsigned>(p[j].x);
            const unsigned dy = yi - static_cast<unsigned>(p[j].y);
            const unsigned d2 = dx * dx + dy * dy;
            if (d2 > best_d2) {
                best_d2 = d2;
                best_i = i;
                best_j = j;
            }
        }
    }
    return {best_i, best_j};
}
