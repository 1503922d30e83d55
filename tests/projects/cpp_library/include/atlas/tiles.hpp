// Part of atlas.hpp, which includes what is needed here.
#pragma once

namespace atlas {

/// How many different tiles are visited.
inline std::size_t count_tiles(const std::vector<int> &visited) {
    std::vector<int> seen;
    for (int tile : visited)
        if (std::find(seen.begin(), seen.end(), tile) == seen.end()) seen.push_back(tile);
    return seen.size();
}

/// The tiles that both lists name, in the order of the first one.
inline std::vector<int> common_tiles(const std::vector<int> &a, const std::vector<int> &b) {
    std::vector<int> common;
    for (int tile : a)
        if (std::find(b.begin(), b.end(), tile) != b.end()) common.push_back(tile);
    return common;
}

/// How much higher each of some places lies than the one before.
template <class Places>
double climbed(const Places &places) {
    double sum = 0.0;
    for (std::size_t i = 1; i < places.size(); ++i)
        if (places[i].height > places[i - 1].height) sum += places[i].height - places[i - 1].height;
    return sum;
}

}  // namespace atlas
