#include <cstring>
size_t count_occurrences(const std::string &hay, const std::string &needle)
{
    size_t count = 0;
    if (needle.empty())
        return 0;
    const char *p = hay.c_str();
    const size_t step = needle.size();
    while ((p = std::strstr(p, needle.c_str())) != nullptr) {
        count++;
        p += step;
    }
    return count;
}
