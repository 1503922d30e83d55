std::vector<double> segment_lengths(const std::vector<P>& line) {
    std::vector<double> out;
    out.reserve(line.size() + 1);
    double total = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double dx = line[i].x - line[i - 1].x;
        const double dy = line[i].y - line[i - 1].y;
        const double len = std::sqrt(dx * dx + dy * dy);
        out.push_back(len);
        total += len;
    }
    out.push_back(total);
    return out;
}
