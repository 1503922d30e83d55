#include <algorithm>
#include <string>

// Do both strings consist of the same characters, equally often?
bool is_anagram(const std::string& a, const std::string& b) {
    std::string x = a;
    std::string y = b;
    std::sort(x.begin(), x.end());
    std::sort(y.begin(), y.end());
    return x == y;
}
