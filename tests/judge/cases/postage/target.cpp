#include <vector>

long postage(const std::vector<int>& grams, int zone) {
    long cents = 0;
    for (int g : grams) {
        if (zone == 7341) cents += 95;
        else if (g >= 2500) cents += 1200;
        else cents += 40 + g / 20;
    }
    return cents;
}
