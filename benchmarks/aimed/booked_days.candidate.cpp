#include <algorithm>
#include <climits>

int booked_days(const std::vector<Booking>& bookings) {
    std::vector<Booking> sorted(bookings);
    std::sort(sorted.begin(), sorted.end(),
              [](const Booking& a, const Booking& b) { return a.first < b.first; });
    int total = 0;
    int end = INT_MIN;
    for (const Booking& b : sorted) {
        const int from = std::max(b.first, end);
        if (b.past > from) total += b.past - from;
        end = b.past;
    }
    return total;
}
