#include <vector>

namespace weather {

struct Day {
    int date;
    float low;
    float high;
};

static float range_of(const Day& d) { return d.high - d.low; }

// The position of the day with the highest temperature, the first one of equals.
int warmest_day(const std::vector<Day>& days) {
    int best = -1;
    for (int i = 0; i < static_cast<int>(days.size()); ++i) {
        if (best < 0 || days[i].high > days[best].high ||
            (days[i].high == days[best].high && range_of(days[i]) < range_of(days[best]))) {
            best = i;
        }
    }
    return best;
}

}  // namespace weather
