#include <string>
#include <vector>

// Width needed to print all numbers in one column (minus signs included).
int column_width(const std::vector<long long>& numbers) {
    int width = 0;
    for (long long v : numbers) {
        const int length = static_cast<int>(std::to_string(v).size());
        if (length > width) {
            width = length;
        }
    }
    return width;
}
