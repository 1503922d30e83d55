#include <set>
#include <vector>

struct Booking {
    int first;  // first day
    int past;   // first day that is free again
};

// Number of days with at least one booking.
int booked_days(const std::vector<Booking>& bookings) {
    std::set<int> days;
    for (const Booking& b : bookings) {
        for (int d = b.first; d < b.past; ++d) {
            days.insert(d);
        }
    }
    return static_cast<int>(days.size());
}
