// A 3 x 3 box blur of a grey image that visits the pixels column by column.
#include <vector>

/// Every inner pixel of `out` becomes the mean of its neighbourhood in `in`.
void blur(const std::vector<float> &in, std::vector<float> &out, int width, int height) {
    for (int x = 1; x < width - 1; ++x) {
        for (int y = 1; y < height - 1; ++y) {
            float sum = 0.0f;
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) {
                    sum += in[(y + dy) * width + (x + dx)];
                }
            }
            out[y * width + x] = sum / 9.0f;
        }
    }
}
