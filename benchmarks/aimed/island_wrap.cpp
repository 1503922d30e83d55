#include <cstddef>
#include <utility>
#include <vector>

// Number of groups of non-zero cells that touch along an edge.
int count_islands(const std::vector<unsigned char>& cells, int width, int height) {
    std::vector<bool> seen(cells.size(), false);
    int islands = 0;
    for (int y0 = 0; y0 < height; ++y0) {
        for (int x0 = 0; x0 < width; ++x0) {
            if (!cells[y0 * width + x0] || seen[y0 * width + x0]) continue;
            ++islands;
            std::vector<std::pair<int, int>> open(1, {x0, y0});
            while (!open.empty()) {
                const auto p = open.back();
                open.pop_back();
                if (p.first < 0 || p.first >= width || p.second < 0 || p.second >= height) continue;
                const std::size_t at = static_cast<std::size_t>(p.second) * width + p.first;
                if (!cells[at] || seen[at]) continue;
                seen[at] = true;
                open.push_back({p.first - 1, p.second});
                open.push_back({p.first + 1, p.second});
                open.push_back({p.first, p.second - 1});
                open.push_back({p.first, p.second + 1});
            }
        }
    }
    return islands;
}
