// A small program of which profiles were recorded: what its functions are called is the point.
#include <cstdio>
#include <vector>

extern "C" long collatz(long start);
extern "C" long squares(long count);

namespace heat {

[[gnu::noinline]] void step(const double* from, double* to, int rows, int columns) {
    for (int i = 1; i < rows - 1; i++)
        for (int j = 1; j < columns - 1; j++)
            to[i * columns + j] =
                0.25 * (from[(i - 1) * columns + j] + from[(i + 1) * columns + j] +
                        from[i * columns + j - 1] + from[i * columns + j + 1]);
}

[[gnu::noinline]] double blend(const double* values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += values[i] * values[i] + 1.0;
    return sum;
}

[[gnu::noinline]] float blend(const float* values, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) sum += values[i] / 3.0f;
    return sum;
}

template <typename T>
[[gnu::noinline]] T total(const std::vector<T>& values) {
    const T* from = values.data();
    T sum = 0;
    for (int i = 0; i < 90000; i++) sum += from[i];
    return sum;
}

template double total<double>(const std::vector<double>&);

class Grid {
  public:
    [[gnu::noinline]] void scale(double factor);
    std::vector<double> values;
};

void Grid::scale(double factor) {
    double* all = values.data();
    for (int i = 0; i < 90000; i++) all[i] = all[i] * factor + 1.0 / (all[i] + 3.0);
}

inline namespace v1 {
[[gnu::noinline]] void sweep(double* values, int count) {
#pragma omp parallel for
    for (int i = 0; i < count; i++) values[i] = values[i] * 0.5 + 0.25;
}
}  // namespace v1

namespace {
[[gnu::noinline]] double largest(const double* values, int count, int step) {
    double found = values[0];
    for (int i = 1; i < count; i += step)
        if (values[i] > found) found = values[i];
    return found;
}
}  // namespace

}  // namespace heat

[[gnu::noinline]] static double mix(const double* values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += 1.0 / (values[i] + 2.0);
    return sum;
}

int main(int argc, char**) {
    int rounds = argc > 1 ? 20 : 2000;
    heat::Grid one{std::vector<double>(90000)}, other = one;
    std::vector<float> small(90000);
    for (int i = 0; i < 90000; i++) one.values[i] = small[i] = i % 17;
    double sum = 0;
    for (int i = 0; i < rounds; i++) {
        heat::step(one.values.data(), other.values.data(), 300, 300);
        other.scale(0.5);
        heat::sweep(other.values.data(), 90000);
        sum += heat::blend(other.values.data(), 90000) + heat::blend(small.data(), 90000);
        sum += heat::total(other.values) + heat::total(small);
        sum += heat::largest(other.values.data(), 90000, 1);
        sum += mix(other.values.data(), 90000) + collatz(i + 1) + squares(30000);
        auto weigh = [&](double by) __attribute__((noinline)) {
            for (int k = 0; k < 90000; k++) one.values[k] = one.values[k] * by + 0.5;
        };
        weigh(0.5 + i * 1e-9);
    }
    std::printf("%g\n", sum);
}
