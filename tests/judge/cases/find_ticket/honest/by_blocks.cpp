long find_ticket(const std::vector<int>& tickets, int number) {
    const std::size_t count = tickets.size();
    std::size_t i = 0;
    for (; i + 16 <= count; i += 16) {
        int found = 0;
        for (std::size_t k = 0; k < 16; ++k) found |= tickets[i + k] == number;
        if (found) break;
    }
    for (; i < count; ++i) {
        if (tickets[i] == number) return static_cast<long>(i);
    }
    return -1;
}
