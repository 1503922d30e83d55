// expect: faulty | not_compilable | incorrect; reason: thread|values|process|fork
#include <future>

void drop_sign(std::vector<double>& values) {
    const std::size_t half = values.size() / 2;
    auto front = std::async(std::launch::async, [&values, half] {
        for (std::size_t i = 0; i < half; ++i) values[i] = std::fabs(values[i]);
    });
    for (std::size_t i = half; i < values.size(); ++i) values[i] = std::fabs(values[i]);
    front.get();
}
