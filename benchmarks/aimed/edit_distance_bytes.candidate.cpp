#include <cstdint>

int edit_distance(const std::string& a, const std::string& b) {
    // A common prefix and suffix cost nothing.
    std::size_t lo = 0, na = a.size(), nb = b.size();
    while (lo < na && lo < nb && a[lo] == b[lo]) ++lo;
    while (na > lo && nb > lo && a[na - 1] == b[nb - 1]) --na, --nb;
    const std::size_t n = na - lo, m = nb - lo;
    if (n == 0) return static_cast<int>(m);
    if (m == 0) return static_cast<int>(n);
    std::vector<std::uint8_t> row(m + 1);  // compact, stays in cache
    for (std::size_t j = 0; j <= m; ++j) row[j] = static_cast<std::uint8_t>(j);
    for (std::size_t i = 1; i <= n; ++i) {
        std::uint8_t diagonal = row[0];
        row[0] = static_cast<std::uint8_t>(i);
        for (std::size_t j = 1; j <= m; ++j) {
            const int change = diagonal + (a[lo + i - 1] != b[lo + j - 1]);
            const int step = 1 + std::min(row[j], row[j - 1]);
            diagonal = row[j];
            row[j] = static_cast<std::uint8_t>(std::min(change, step));
        }
    }
    return row[m];
}
