#include <vector>

struct Shift {
    int begin;  // minute of the day, 0 .. 1439
    int end;    // same; not later than begin means on the following day
};

// Total working time in minutes.
long worked_minutes(const std::vector<Shift>& shifts) {
    long total = 0;
    for (const Shift& s : shifts) {
        int end = s.end;
        if (end <= s.begin) {
            end += 24 * 60;
        }
        total += end - s.begin;
    }
    return total;
}
