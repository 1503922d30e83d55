void Log::record(const std::vector<double>& values, double limit) {
    kept.reserve(2 * (kept.size() + values.size()) + 64);
    marks.reserve(2 * (marks.size() + values.size()) + 64);
    int lost = 0;
    for (double v : values) {
        if (v <= limit) {
            kept.push_back(v);
            marks.push_back('+');
        } else {
            ++lost;
            marks.push_back('-');
        }
    }
    dropped += lost;
}
