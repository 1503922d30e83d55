// Transform: pixels outside the usable range are marked and the others stretched, from a scanner.
#include <cstdint>
#include <vector>

void fix_exposure(std::vector<std::uint16_t>& pixels, std::vector<bool>& unusable, unsigned darkest,
                  unsigned brightest) {
    unusable.clear();
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        if (pixels[i] < darkest || pixels[i] > brightest || darkest >= brightest) {
            unusable.push_back(true);
        } else {
            unusable.push_back(false);
            pixels[i] = static_cast<std::uint16_t>((pixels[i] - darkest) * 65535ull /
                                                   (brightest - darkest));
        }
    }
}
