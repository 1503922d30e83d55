#include <cstddef>
#include <set>
#include <utility>
#include <vector>

struct Vertex {
    float x;
    float y;
};

// Number of different vertices of a mesh given as a triangle soup.
std::size_t count_unique_vertices(const std::vector<Vertex>& soup) {
    std::set<std::pair<float, float>> unique;
    for (const Vertex& v : soup) {
        unique.insert({v.x, v.y});
    }
    return unique.size();
}
