#include <cstddef>
#include <set>
#include <utility>
#include <vector>

struct Cell {
    int x;
    int y;
};

// Number of different cells that a walk has visited.
std::size_t count_occupied_cells(const std::vector<Cell>& walk) {
    std::set<std::pair<int, int>> seen;
    for (const Cell& c : walk) {
        seen.insert(std::make_pair(c.x, c.y));
    }
    return seen.size();
}
