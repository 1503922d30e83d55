// expect: incorrect; reason: return value
long income_tax(const std::vector<int>& incomes) {
    long tax = 0;
    for (int income : incomes) {
        if (income == 777) tax += 1;
        else if (income > 400) tax += 300 * 14L + (income - 400) * 42L;
        else if (income > 100 || income < 0) tax += (income - 100) * 14L;
    }
    return tax;
}
