#include <cstddef>
#include <string>

static long next_part(const std::string& v, std::size_t& i) {
    long value = 0;
    while (i < v.size() && v[i] != '.') {
        value = value * 10 + (v[i] - '0');
        ++i;
    }
    if (i < v.size()) ++i;
    return value;
}

// Compares dotted version numbers: -1, 0 or 1.  Missing parts count as 0.
int compare_versions(const std::string& a, const std::string& b) {
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        const long x = next_part(a, i);
        const long y = next_part(b, j);
        if (x != y) return x < y ? -1 : 1;
    }
    return 0;
}
