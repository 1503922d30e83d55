#include <algorithm>
std::vector<std::string> split_record(const std::string &line, char sep)
{
    std::vector<std::string> out;
    if (line.empty()) {
        out.emplace_back();
        return out;
    }
    out.reserve(std::count(line.begin(), line.end(), sep) + 1);
    size_t pos = 0;
    while (pos < line.size()) {
        size_t next = line.find(sep, pos);
        if (next == std::string::npos)
            next = line.size();
        out.emplace_back(line, pos, next - pos);
        pos = next + 1;
    }
    return out;
}
