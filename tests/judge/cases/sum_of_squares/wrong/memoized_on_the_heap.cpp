// expect: incorrect | faulty | not_compilable | gains_nothing; reason: static|state|variab|call
#include <map>
#include <utility>

double sum_of_squares(const std::vector<double>& x) {
    static auto* kept = new std::map<std::pair<const double*, std::size_t>, double>;
    const auto key = std::make_pair(x.data(), x.size());
    if (auto found = kept->find(key); found != kept->end()) return found->second;
    double total = 0;
    for (double v : x) total += v * v;
    (*kept)[key] = total;
    return total;
}
