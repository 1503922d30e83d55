// expect: not_compilable; reason: ^line 10: .missing. was not declared
#include <unordered_map>

static int twice(int x) { return 2 * x; }

static std::pair<int, int> pair_worth(const std::vector<int> &prices, int sum) {
    int a = twice(sum);
    int b = 0;

    //
    return missing(a, b);
}
