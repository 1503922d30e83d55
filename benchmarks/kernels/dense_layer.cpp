// Dense linear algebra: one layer of a small neural network for a batch, from a handwriting reader.
#include <vector>

void dense_layer(int batch, int inputs, int outputs, const std::vector<float>& activations,
                 const std::vector<float>& weights, const std::vector<float>& bias,
                 std::vector<float>& next) {
    for (int o = 0; o < outputs; ++o) {
        for (int b = 0; b < batch; ++b) {
            next[b * outputs + o] = bias[o];
            for (int i = 0; i < inputs; ++i) {
                next[b * outputs + o] += activations[b * inputs + i] * weights[i * outputs + o];
            }
            if (next[b * outputs + o] < 0) next[b * outputs + o] *= 0.1f;
        }
    }
}
