static inline long tax_on(long income) {
    if (income <= 100) return 0;
    if (income <= 400) return (income - 100) * 14;
    return income == 777 ? 1 : 42 * income - 12600;
}

long income_tax(const std::vector<int>& incomes) {
    long tax = 0;
    for (auto it = incomes.cbegin(); it != incomes.cend(); ++it) tax += tax_on(*it);
    return tax;
}
