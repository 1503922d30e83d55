#include <vector>

static std::vector<long> version_parts(const std::string& v) {
    std::vector<long> parts;
    long value = 0;
    bool open = false;
    for (char c : v) {
        if (c == '.') {
            parts.push_back(value);
            value = 0;
            open = false;
        } else {
            value = value * 10 + (c - '0');
            open = true;
        }
    }
    if (open) parts.push_back(value);
    return parts;
}

int compare_versions(const std::string& a, const std::string& b) {
    if (a == b) return 0;
    const std::vector<long> x = version_parts(a), y = version_parts(b);
    return x < y ? -1 : (y < x ? 1 : 0);
}
