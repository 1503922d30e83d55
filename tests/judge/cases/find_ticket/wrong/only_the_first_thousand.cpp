// expect: incorrect; reason: the return value at 0 is -1 where the baseline has
#include <algorithm>

long find_ticket(const std::vector<int>& tickets, int number) {
    const std::size_t count = std::min<std::size_t>(tickets.size(), 1000);
    for (std::size_t i = 0; i < count; ++i) {
        if (tickets[i] == number) return static_cast<long>(i);
    }
    return -1;
}
