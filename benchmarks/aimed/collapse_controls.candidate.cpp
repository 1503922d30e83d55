std::string collapse_blanks(const std::string& s) {
    std::string out;
    out.reserve(s.size());
    bool pending = false;
    for (unsigned char c : s) {
        if (c <= ' ') {
            pending = !out.empty();
            continue;
        }
        if (pending) {
            out.push_back(' ');
            pending = false;
        }
        out.push_back(static_cast<char>(c));
    }
    return out;
}
