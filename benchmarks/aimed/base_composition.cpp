#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

// Reads with the same number of A, C, G and T have the same composition.
// Other letters are ignored.  Returns the number of different compositions.
std::size_t count_compositions(const std::vector<std::string>& reads) {
    std::set<std::array<int, 4>> seen;
    for (const std::string& read : reads) {
        std::array<int, 4> counts = {0, 0, 0, 0};
        for (char c : read) {
            switch (c) {
                case 'A': ++counts[0]; break;
                case 'C': ++counts[1]; break;
                case 'G': ++counts[2]; break;
                case 'T': ++counts[3]; break;
                default: break;
            }
        }
        seen.insert(counts);
    }
    return seen.size();
}
