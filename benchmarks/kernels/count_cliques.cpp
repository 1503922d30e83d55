// Graph: how many groups of three know each other, from the statistics of a social network.
#include <vector>

long count_cliques(int people, const std::vector<char>& knows) {
    long groups = 0;
    for (int a = 0; a < people; ++a) {
        for (int b = 0; b < people; ++b) {
            for (int c = 0; c < people; ++c) {
                if (a < b && b < c && knows[a * people + b] && knows[b * people + c] &&
                    knows[c * people + a]) {
                    groups++;
                }
            }
        }
    }
    return groups;
}
