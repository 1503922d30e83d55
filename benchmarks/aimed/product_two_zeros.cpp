#include <cstddef>
#include <vector>

// out[i] is the product of all factors except the i-th.  Products fit.
std::vector<long long> product_except_self(const std::vector<int>& factors) {
    std::vector<long long> out;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        long long product = 1;
        for (std::size_t j = 0; j < factors.size(); ++j) {
            if (j != i) {
                product *= factors[j];
            }
        }
        out.push_back(product);
    }
    return out;
}
