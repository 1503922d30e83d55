#include <atlas/atlas.hpp>

ATLAS_BEGIN_NAMESPACE

template <class Number>
void smooth(const Number *in, Number *out, std::size_t n) {
    for (std::size_t i = 1; i + 1 < n; ++i)
        out[i] = (in[i - 1] + in[i] + in[i + 1]) / Number(3);
}

template <class Number>
void turn_over(const std::vector<Number> &in, std::vector<Number> &out, std::size_t side) {
    for (std::size_t column = 0; column < side; ++column)
        for (std::size_t row = 0; row < side; ++row)
            out[column * side + row] = in[row * side + column];
}

template void smooth<float>(const float *, float *, std::size_t);
template void smooth<double>(const double *, double *, std::size_t);
template void turn_over<float>(const std::vector<float> &, std::vector<float> &, std::size_t);

ATLAS_END_NAMESPACE
