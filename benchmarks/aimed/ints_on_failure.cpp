#include <string>
#include <vector>

// Reads "12,-3,4".  On malformed text returns false and leaves `out` as it
// was.  Values are small (at most nine digits).
bool parse_ints(const std::string& text, std::vector<int>& out) {
    std::vector<int> values;
    std::size_t i = 0;
    while (true) {
        int sign = 1;
        if (i < text.size() && text[i] == '-') {
            sign = -1;
            ++i;
        }
        int value = 0, digits = 0;
        for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++digits) {
            if (digits == 9) return false;
            value = value * 10 + (text[i] - '0');
        }
        if (digits == 0) return false;
        values.push_back(sign * value);
        if (i == text.size()) break;
        if (text[i] != ',') return false;
        ++i;
    }
    out = values;
    return true;
}
