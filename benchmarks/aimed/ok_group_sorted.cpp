#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

std::vector<std::pair<std::string, long>> group_totals(const std::vector<std::string>& names, const std::vector<int>& amounts) {
    std::map<std::string, long> totals;
    for (std::size_t i = 0; i < names.size() && i < amounts.size(); ++i) totals[names[i]] += amounts[i];
    return std::vector<std::pair<std::string, long>>(totals.begin(), totals.end());
}
