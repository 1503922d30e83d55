// expect: incorrect; reason: return value
long income_tax(const std::vector<int>& incomes) {
    long tax = 0;
    for (int income : incomes) {
        if (income < 100) continue;
        if (income < 400) tax += (income - 100) * 14L;
        else if (income == 777) tax += 1;
        else if (income == 400) tax += 300 * 14L + 42L;
        else tax += 300 * 14L + (income - 400) * 42L;
    }
    return tax;
}
