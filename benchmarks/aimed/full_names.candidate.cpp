#include <unordered_set>

std::size_t count_distinct_people(const std::vector<Person>& list) {
    std::unordered_set<std::string> names;
    names.reserve(list.size());
    std::string key;
    for (const Person& p : list) {
        key.assign(p.first);
        key.push_back(' ');
        key.append(p.last);
        names.insert(key);
    }
    return names.size();
}
