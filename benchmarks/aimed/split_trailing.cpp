#include <string>
#include <vector>

// Splits at every separator; empty fields are kept, and there is always at
// least one field.
std::vector<std::string> split_fields(const std::string& line, char sep) {
    std::vector<std::string> fields;
    std::string current;
    for (char c : line) {
        if (c == sep) {
            fields.push_back(current);
            current.clear();
        } else {
            current.push_back(c);
        }
    }
    fields.push_back(current);
    return fields;
}
