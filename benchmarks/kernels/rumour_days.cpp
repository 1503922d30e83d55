// Graph: the day on which everybody hears a rumour, from a model of infections.
#include <cstddef>
#include <vector>

std::vector<int> rumour_days(const std::vector<std::vector<int>>& friends, int first) {
    std::vector<int> day(friends.size(), -1);
    day[first] = 0;
    bool changed = true;
    for (int today = 0; changed; ++today) {
        changed = false;
        for (std::size_t person = 0; person < friends.size(); ++person) {
            if (day[person] != today) continue;
            for (std::size_t k = 0; k < friends[person].size(); ++k) {
                if (day[friends[person][k]] == -1) {
                    day[friends[person][k]] = today + 1;
                    changed = true;
                }
            }
        }
    }
    return day;
}
