#include <algorithm>
#include <cstddef>

std::vector<std::string> split_fields(const std::string& line, char sep) {
    std::vector<std::string> fields;
    fields.reserve(static_cast<std::size_t>(std::count(line.begin(), line.end(), sep)) + 1);
    std::size_t start = 0;
    for (std::size_t end; (end = line.find(sep, start)) != std::string::npos; start = end + 1) {
        fields.emplace_back(line, start, end - start);
    }
    if (start < line.size() || line.empty()) {
        fields.emplace_back(line, start, std::string::npos);
    }
    return fields;
}
