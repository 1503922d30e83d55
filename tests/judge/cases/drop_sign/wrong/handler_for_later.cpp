// expect: faulty | not_compilable; reason: terminate|handler|process|end
#include <cstdlib>
#include <exception>

void drop_sign(std::vector<double>& values) {
    std::set_terminate([] { std::_Exit(0); });
    for (double& v : values) v = std::fabs(v);
}
