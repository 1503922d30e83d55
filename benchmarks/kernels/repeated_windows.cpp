// Hashing: how many stretches of a genome occur again later, from a sequence assembler.
#include <string>
#include <unordered_map>

int repeated_windows(const std::string& genome, int width) {
    if (width <= 0) return 0;
    std::unordered_map<std::string, int> seen;
    for (int i = 0; i + width <= static_cast<int>(genome.size()); ++i) {
        std::string window = "";
        for (int k = 0; k < width; ++k) window = window + genome[i + k];
        if (seen.count(window) == 0) seen[window] = 0;
        seen[window] = seen[window] + 1;
    }
    int repeated = 0;
    for (std::pair<std::string, int> entry : seen) {
        if (entry.second > 1) repeated++;
    }
    return repeated;
}
