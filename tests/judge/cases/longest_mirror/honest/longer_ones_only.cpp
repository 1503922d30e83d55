static bool mirrored(const char* a, const char* b) {
    while (a < b)
        if (*a++ != *b--) return false;
    return true;
}

int longest_mirror(const std::string& text) {
    const char* p = text.data();
    const int n = static_cast<int>(text.size());
    int longest = 0;
    for (int first = 0; first < n; ++first) {
        const int end = first + 40 < n ? first + 40 : n;
        for (int last = end - 1; last - first + 1 > longest; --last)
            if (mirrored(p + first, p + last)) longest = last - first + 1;
    }
    return longest;
}
