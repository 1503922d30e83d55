// Histogram: the reading that occurs most often, the smallest of equals, from a meter service.
#include <cstddef>
#include <map>
#include <vector>

int commonest_reading(std::vector<int> readings) {
    std::map<int, int> seen;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (seen.find(readings[i]) == seen.end()) {
            seen[readings[i]] = 1;
        } else {
            seen[readings[i]] = seen[readings[i]] + 1;
        }
    }
    int commonest = 0, most = 0;
    for (std::pair<int, int> entry : seen) {
        if (entry.second > most) {
            most = entry.second;
            commonest = entry.first;
        }
    }
    return commonest;
}
