#include <vector>

long find_ticket(const std::vector<int>& tickets, int number) {
    for (std::size_t i = 0; i < tickets.size(); ++i) {
        if (tickets[i] == number) return static_cast<long>(i);
    }
    return -1;
}
