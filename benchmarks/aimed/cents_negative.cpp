#include <cstddef>
#include <string>

// Amount in cents of a text such as "12.34", "7" or "-0.5"; digits from
// the third decimal on are ignored.
long long parse_cents(const std::string& text) {
    std::size_t i = 0;
    bool negative = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
    long long cents = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) cents = cents * 10 + (text[i] - '0');
    int decimals = 0;
    if (i < text.size() && text[i] == '.') {
        for (++i; i < text.size() && text[i] >= '0' && text[i] <= '9' && decimals < 2; ++i, ++decimals) {
            cents = cents * 10 + (text[i] - '0');
        }
    }
    for (; decimals < 2; ++decimals) cents *= 10;
    return negative ? -cents : cents;
}
