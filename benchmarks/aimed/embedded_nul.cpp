#include <string>
#include <cstddef>
// Number of non-overlapping occurrences of needle; zero for an empty needle.
size_t count_occurrences(const std::string &hay, const std::string &needle)
{
    size_t count = 0;
    if (needle.empty())
        return 0;
    size_t i = 0;
    while (i + needle.size() <= hay.size()) {
        if (hay.compare(i, needle.size(), needle) == 0) {
            count++;
            i += needle.size();
        } else {
            i++;
        }
    }
    return count;
}
