#include <cstdlib>

long long parse_cents(const std::string& text) {
    std::string head = text;
    const std::size_t dot = head.find('.');
    if (dot != std::string::npos && head.size() > dot + 3) head.resize(dot + 3);
    return static_cast<long long>(std::strtod(head.c_str(), nullptr) * 100.0 + 0.5);
}
