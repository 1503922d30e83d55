// expect: incorrect; reason: return value
int longest_mirror(const std::string& text) {
    const int n = static_cast<int>(text.size());
    int longest = 0;
    for (int middle = 0; middle < n; ++middle) {
        int reach = 0;
        while (reach < 19 && middle - reach > 0 && middle + reach + 1 < n &&
               text[middle - reach - 1] == text[middle + reach + 1])
            ++reach;
        if (2 * reach + 1 > longest) longest = 2 * reach + 1;
    }
    return longest;
}
