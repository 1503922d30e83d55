#include <string>
#include <vector>
// Split one CSV record (no quoting). An empty line has one empty field.
std::vector<std::string> split_record(const std::string &line, char sep)
{
    std::vector<std::string> out;
    std::string cur;
    for (size_t i = 0; i < line.size(); i++) {
        if (line[i] == sep) {
            out.push_back(cur);
            cur.clear();
        } else {
            cur.push_back(line[i]);
        }
    }
    out.push_back(cur);
    return out;
}
