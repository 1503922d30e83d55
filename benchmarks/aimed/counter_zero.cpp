#include <map>
#include <string>
class Tally {
public:
    void add(const std::string& key, long amount);
    std::map<std::string, long> counts;
    long total = 0;
};

void Tally::add(const std::string& key, long amount) {
    counts[key] += amount;
    total = 0;
    for (const auto& entry : counts) total += entry.second;
}
