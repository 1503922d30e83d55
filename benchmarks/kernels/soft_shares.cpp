// Transform: every row of scores becomes shares that add up to one, from a text classifier.
#include <cmath>
#include <vector>

void soft_shares(std::vector<std::vector<float>>& scores, float heat) {
    for (auto& row : scores) {
        std::vector<float> shares;
        for (unsigned i = 0; i < row.size(); ++i) {
            float total = 0.0f;
            for (unsigned j = 0; j < row.size(); ++j) {
                total += std::exp((row[j] - row[i]) / (1.0f + heat * heat));
            }
            shares.push_back(1.0f / total);
        }
        row = shares;
    }
}
