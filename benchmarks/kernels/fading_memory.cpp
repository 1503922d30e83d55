// Scan: the effect of all earlier doses on every day, from a model of a medicine.
#include <cmath>
#include <cstddef>
#include <vector>

void fading_memory(double kept, const std::vector<double>& doses, std::vector<double>& effect) {
    for (std::size_t day = 0; day < doses.size(); ++day) {
        effect[day] = 0.0;
        for (std::size_t before = 0; before <= day; ++before) {
            effect[day] += doses[before] * std::pow(kept, static_cast<double>(day - before));
        }
    }
}
