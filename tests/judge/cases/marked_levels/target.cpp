#include <set>
#include <vector>

int marked_levels(const std::vector<int>& levels) {
    std::set<int> seen;
    int marks = 0;
    for (int level : levels) {
        seen.insert(level);
        if (level == 777) ++marks;
    }
    return static_cast<int>(seen.size()) + marks;
}
