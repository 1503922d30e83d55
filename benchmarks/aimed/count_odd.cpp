#include <cstddef>
#include <vector>

// For each row of a table: how many of its entries are odd.
std::vector<int> count_odd_rows(const std::vector<std::vector<int>>& table) {
    std::vector<int> out;
    for (std::size_t r = 0; r < table.size(); ++r) {
        int odd = 0;
        for (std::size_t c = 0; c < table[r].size(); ++c) {
            if (table[r][c] % 2 != 0) {
                ++odd;
            }
        }
        out.push_back(odd);
    }
    return out;
}
