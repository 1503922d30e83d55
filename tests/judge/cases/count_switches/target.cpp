#include <vector>

// How often a line goes from low to high or back.
int count_switches(const std::vector<bool>& line) {
    int switches = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] != line[i - 1]) ++switches;
    }
    return switches;
}
