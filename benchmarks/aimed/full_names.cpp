#include <cstddef>
#include <string>
#include <vector>

struct Person {
    std::string first;
    std::string last;
};

// Number of different (first, last) names in a membership list.
std::size_t count_distinct_people(const std::vector<Person>& list) {
    std::size_t distinct = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        bool seen = false;
        for (std::size_t j = 0; j < i && !seen; ++j) {
            seen = list[j].first == list[i].first && list[j].last == list[i].last;
        }
        if (!seen) ++distinct;
    }
    return distinct;
}
