std::string lz_expand(const std::vector<Step>& steps) {
    std::size_t total = 0;
    for (const Step& s : steps) total += s.literal.size() + s.length;
    std::string out;
    out.reserve(total);
    for (const Step& s : steps) {
        out.append(s.literal);
        if (s.distance == 0 || s.distance > out.size()) continue;
        out.append(out, out.size() - s.distance, s.length);
    }
    return out;
}
