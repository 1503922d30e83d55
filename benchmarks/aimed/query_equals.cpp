#include <string>
#include <utility>
#include <vector>

// Splits "a=1&b=2" into pairs; the key ends at the first '='.  A part
// without '=' has an empty value, empty parts are skipped.
std::vector<std::pair<std::string, std::string>> parse_query(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> out;
    std::string key, value;
    bool in_value = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i == text.size() || text[i] == '&') {
            if (!key.empty() || in_value) out.emplace_back(key, value);
            key.clear();
            value.clear();
            in_value = false;
        } else if (text[i] == '=' && !in_value) {
            in_value = true;
        } else {
            (in_value ? value : key).push_back(text[i]);
        }
    }
    return out;
}
