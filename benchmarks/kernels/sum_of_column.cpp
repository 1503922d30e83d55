// Parsing: the total of one column of lines with commas, from an importer of bank statements.
#include <string>
#include <vector>

long sum_of_column(const std::vector<std::string>& lines, int column) {
    long total = 0;
    for (std::string line : lines) {
        std::vector<std::string> fields;
        std::string field = "";
        for (char sign : line) {
            if (sign == ',') {
                fields.push_back(field);
                field = "";
            } else {
                field += sign;
            }
        }
        fields.push_back(field);
        if (column < 0 || column >= static_cast<int>(fields.size())) continue;
        long amount = 0;
        for (char digit : fields[column]) {
            if (digit >= '0' && digit <= '9') amount = (amount * 10 + (digit - '0')) % 1000000007L;
        }
        total += amount;
    }
    return total;
}
