#include <cstddef>

std::string normalize_path(const std::string& path) {
    std::string out;
    out.reserve(path.size());
    const std::size_t n = path.size();
    for (std::size_t i = 0; i < n;) {
        std::size_t end = path.find('/', i);
        if (end == std::string::npos) end = n;
        const std::size_t len = end - i;
        if (len >= 2 && path[i] == '.' && path[i + 1] == '.') {
            const std::size_t cut = out.rfind('/');
            out.resize(cut == std::string::npos ? 0 : cut);
        } else if (len > 0 && !(len == 1 && path[i] == '.')) {
            if (!out.empty()) out.push_back('/');
            out.append(path, i, len);
        }
        i = end + 1;
    }
    return out;
}
