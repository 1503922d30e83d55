#include <cctype>
#include <string>

std::string collapse_blanks(const std::string& s) {
    std::string out;
    bool pending = false;
    for (char c : s) {
        if (std::isspace(static_cast<unsigned char>(c))) {
            pending = !out.empty();
        } else {
            if (pending) out += ' ';
            pending = false;
            out += c;
        }
    }
    return out;
}
