#include <cmath>

std::int64_t mean_timestamp(const std::vector<Event>& events, int kind) {
    double sum = 0.0;
    std::size_t count = 0;
    for (const Event& e : events) {
        if (e.kind == kind) {
            sum += static_cast<double>(e.ns);
            ++count;
        }
    }
    if (count == 0) return -1;
    return static_cast<std::int64_t>(std::floor(sum / static_cast<double>(count)));
}
