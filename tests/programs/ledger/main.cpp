#include "book.hpp"
#include "ledger.h"
#include <cstdio>

static double rate(int account, void *context) { return *(double *)context + account * 0.001; }

int main() {
    entry *first = nullptr;
    double base = 0.02, sum = 0;
    for (int i = 0; i < 400; ++i) {
        first = enter(first, i * 7 % 10, i * 0.37);
        if (i % 20 == 0) sum += balance(first, i % 10) + interest(first, rate, &base);
    }
    Book book;
    for (int i = 0; i < 200; ++i) {
        try {
            book.write(i % 50 == 49 ? "" : "name" + std::to_string(i % 13), i * 0.5);
        } catch (const std::invalid_argument &) {
            sum += 1;
        }
    }
    for (int i = 0; i < 13; ++i) sum += book.total("name" + std::to_string(i));
    for (int i = 0; i < 13; ++i) book.announce("name" + std::to_string(i));
    sum += report(first, 10);
    std::printf("%.6f %ld\n", sum, entries_made);
    close_books(first);
}
