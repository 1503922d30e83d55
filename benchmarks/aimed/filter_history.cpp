#include <cstddef>
#include <vector>
class Fir3 {
public:
    float b0 = 0.25f, b1 = 0.5f, b2 = 0.25f;
    void process(const std::vector<float>& in, std::vector<float>& out);
private:
    float x1 = 0, x2 = 0;
};

void Fir3::process(const std::vector<float>& in, std::vector<float>& out) {
    out.resize(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        float x = in[i];
        out[i] = b0 * x + b1 * x1 + b2 * x2;
        x2 = x1;
        x1 = x;
    }
}
