#include <algorithm>
#include <vector>
#include <cstdint>
struct DrawCmd { int layer; uint32_t mesh; uint32_t material; };
// Order the commands by layer; within a layer submission order matters.
std::vector<DrawCmd> order_commands(const std::vector<DrawCmd> &in)
{
    std::vector<DrawCmd> out(in);
    for (size_t i = 1; i < out.size(); i++) {
        DrawCmd c = out[i];
        size_t j = i;
        while (j > 0 && out[j - 1].layer > c.layer) {
            out[j] = out[j - 1];
            j--;
        }
        out[j] = c;
    }
    return out;
}
