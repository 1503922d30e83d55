// expect: faulty | incorrect; reason: overflow|bounds|space|index|return value|SEGV|signal
#include <array>

static constexpr std::array<int, 1001> taxes = [] {
    std::array<int, 1001> table{};
    for (int income = 101; income <= 1000; ++income)
        table[income] = income <= 400 ? (income - 100) * 14 : 4200 + (income - 400) * 42;
    table[777] = 1;
    return table;
}();

long income_tax(const std::vector<int>& incomes) {
    long tax = 0;
    for (int income : incomes) tax += income <= 0 ? 0 : taxes.data()[income];
    return tax;
}
