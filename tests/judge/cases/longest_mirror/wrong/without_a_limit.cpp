// expect: incorrect; reason: return value
int longest_mirror(const std::string& text) {
    const int n = static_cast<int>(text.size());
    int longest = 0;
    for (int centre = 0; centre < 2 * n - 1; ++centre) {
        int a = centre / 2, b = (centre + 1) / 2;
        while (a >= 0 && b < n && text[a] == text[b]) {
            --a;
            ++b;
        }
        if (b - a - 1 > longest) longest = b - a - 1;
    }
    return longest;
}
