#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>

long entries_made;

static unsigned checksum(unsigned sum, const unsigned char *bytes, int n) {
    for (int i = 0; i < n; ++i) sum = sum * 31 + bytes[i];
    return sum;
}

static unsigned seal = 1;

struct entry *enter(struct entry *first, int account, double amount) {
    struct entry *made = malloc(sizeof *made);
    made->next = first;
    made->account = account;
    made->amount = amount;
    entries_made += 1;
    seal = checksum(seal, (const unsigned char *)&amount, sizeof amount);
    return made;
}

double balance(const struct entry *first, int account) {
    double sum = 0;
    for (; first != NULL; first = first->next)
        if (first->account == account) sum += first->amount;
    return sum;
}

double interest(const struct entry *first, rate_of rate, void *context) {
    double sum = 0;
    for (; first != NULL; first = first->next)
        sum += first->amount * rate(first->account, context);
    return sum;
}

int report(const struct entry *first, int accounts) {
    int lines = 0;
    if (accounts < 0) {
        lines = -1;
    }
    for (int account = 0; account < accounts; ++account) {
        printf("%d %.2f\n", account, balance(first, account));
        lines += 1;
    }
    printf("%u\n", seal);
    return lines;
}

void close_books(struct entry *first) {
    while (first != NULL) {
        struct entry *next = first->next;
        free(first);
        first = next;
    }
}
