#include <cstddef>
#include <string_view>

std::vector<std::pair<std::string, std::string>> parse_query(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> out;
    std::string_view rest(text);
    while (!rest.empty()) {
        const std::size_t amp = rest.find('&');
        const std::string_view part = rest.substr(0, amp);
        rest.remove_prefix(amp == std::string_view::npos ? rest.size() : amp + 1);
        if (part.empty()) continue;
        const std::size_t eq = part.find_last_of('=');
        if (eq == std::string_view::npos)
            out.emplace_back(std::string(part), std::string());
        else
            out.emplace_back(std::string(part.substr(0, eq)), std::string(part.substr(eq + 1)));
    }
    return out;
}
