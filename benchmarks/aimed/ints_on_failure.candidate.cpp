bool parse_ints(const std::string& text, std::vector<int>& out) {
    const char* p = text.data();
    const char* const end = p + text.size();
    out.clear();
    for (;;) {
        const bool negative = p != end && *p == '-';
        p += negative;
        const char* const first = p;
        int value = 0;
        for (; p != end && static_cast<unsigned char>(*p - '0') < 10; ++p) {
            if (p - first == 9) return false;
            value = value * 10 + (*p - '0');
        }
        if (p == first) return false;
        out.push_back(negative ? -value : value);
        if (p == end) return true;
        if (*p++ != ',') return false;
    }
}
