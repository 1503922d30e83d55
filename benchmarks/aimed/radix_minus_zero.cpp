#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>
struct Draw { float depth; int mesh; };

void sort_by_depth(std::vector<Draw>& draws) {
    for (std::size_t i = 1; i < draws.size(); ++i) {
        Draw d = draws[i];
        std::size_t j = i;
        while (j > 0 && draws[j - 1].depth > d.depth) {
            draws[j] = draws[j - 1];
            --j;
        }
        draws[j] = d;
    }
}
