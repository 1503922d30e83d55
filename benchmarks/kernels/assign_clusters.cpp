// Data mining: customers go to the nearest of some typical ones, from a market study.
#include <cmath>
#include <cstddef>
#include <vector>

std::vector<int> assign_clusters(const std::vector<std::vector<double>>& customers,
                                 const std::vector<std::vector<double>>& typical) {
    std::vector<int> cluster(customers.size(), 0);
    for (std::size_t c = 0; c < customers.size(); ++c) {
        std::vector<double> distances;
        for (std::size_t t = 0; t < typical.size(); ++t) {
            double sum = 0.0;
            for (std::size_t f = 0; f < customers[c].size(); ++f) {
                sum += std::pow(customers[c][f] - typical[t][f], 2);
            }
            distances.push_back(std::sqrt(sum));
        }
        for (std::size_t t = 0; t < distances.size(); ++t) {
            if (distances[t] < distances[cluster[c]]) cluster[c] = static_cast<int>(t);
        }
    }
    return cluster;
}
