#include <vector>

int count_distinct(const std::vector<int>& labels) {
    int distinct = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        bool seen = false;
        for (std::size_t j = 0; j < i; ++j) {
            if (labels[j] == labels[i]) seen = true;
        }
        if (!seen) ++distinct;
    }
    return distinct;
}
