// expect: not_compilable; reason: eigen|header
#include <Eigen/Dense>

long sum_of_cubes(const std::vector<int>& values) {
    return Eigen::Map<const Eigen::VectorXi>(values.data(), values.size()).cast<long>().array().cube().sum();
}
