#include "book.hpp"
#include <iostream>

void Book::write(const std::string &name, double amount) {
    index_.add(name);
    amounts_.push_back(amount);
}

double Book::total(const std::string &name) const {
    double sum = 0;
    for (int at : index_.find(name)) sum += amounts_[at];
    return sum;
}

void Book::announce(const std::string &name) const {
    std::cout << name << ": " << index_.find(name).size() << '\n';
}
