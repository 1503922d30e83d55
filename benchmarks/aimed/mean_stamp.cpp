#include <cstddef>
#include <cstdint>
#include <vector>

struct Event {
    std::int64_t ns;  // nanoseconds since 1970, not negative
    int kind;
};

// Mean time of all events of one kind, rounded down; -1 if there is none.
std::int64_t mean_timestamp(const std::vector<Event>& events, int kind) {
    std::int64_t count = 0;
    for (const Event& e : events) {
        if (e.kind == kind) ++count;
    }
    if (count == 0) return -1;
    std::int64_t whole = 0, rest = 0;
    for (const Event& e : events) {
        if (e.kind != kind) continue;
        whole += e.ns / count;
        rest += e.ns % count;
    }
    return whole + rest / count;
}
