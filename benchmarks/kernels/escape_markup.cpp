// Strings: signs with a meaning are replaced for a web page, from a template engine.
#include <cstddef>
#include <string>

std::string escape_markup(std::string text) {
    std::string safe = "";
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string sign = text.substr(i, 1);
        if (sign == "<") {
            safe = safe + "&lt;";
        } else if (sign == ">") {
            safe = safe + "&gt;";
        } else if (sign == "&") {
            safe = safe + "&amp;";
        } else {
            safe = safe + sign;
        }
    }
    return safe;
}
