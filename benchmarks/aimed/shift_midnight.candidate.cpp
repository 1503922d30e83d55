#include <cstddef>

long worked_minutes(const std::vector<Shift>& shifts) {
    const int day = 24 * 60;
    long total = 0;
    for (std::size_t i = 0; i < shifts.size(); ++i) {
        total += (shifts[i].end - shifts[i].begin + day) % day;
    }
    return total;
}
