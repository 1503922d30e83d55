#include <string>
#include <vector>

std::vector<std::string> split_quoted(const std::string& line) {
    std::vector<std::string> fields(1);
    bool inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        char c = line[i];
        if (inside) {
            if (c == '"') {
                if (i + 1 < line.size() && line[i + 1] == '"') {
                    fields.back() += '"';
                    ++i;
                } else {
                    inside = false;
                }
            } else {
                fields.back() += c;
            }
        } else if (c == '"') {
            inside = true;
        } else if (c == ',') {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}
