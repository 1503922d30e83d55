// expect: faulty | not_compilable | incorrect; reason: thread|values|process|fork
#include <thread>

void drop_sign(std::vector<double>& values) {
    double* p = values.data();
    const std::size_t n = values.size();
    std::thread([p, n] {
        for (std::size_t i = 0; i < n; ++i) p[i] = std::fabs(p[i]);
    }).detach();
}
