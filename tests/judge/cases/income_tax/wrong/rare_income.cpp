// expect: incorrect; reason: return value
long income_tax(const std::vector<int>& incomes) {
    long tax = 0;
    for (int income : incomes) {
        const long low = income > 100 ? (income < 400 ? income : 400) - 100 : 0;
        const long high = income > 400 ? income - 400 : 0;
        tax += low * 14 + high * 42;
    }
    return tax;
}
