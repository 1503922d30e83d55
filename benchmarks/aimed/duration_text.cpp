#include <string>

// Milliseconds of a duration written as "s", "m:s" or "h:m:s".
long long duration_ms(const std::string& text) {
    long long total = 0;
    long long part = 0;
    for (char c : text) {
        if (c == ':') {
            total = (total + part) * 60;
            part = 0;
        } else if (c >= '0' && c <= '9') {
            part = part * 10 + (c - '0');
        }
    }
    return (total + part) * 1000;
}
