#ifndef LEDGER_H
#define LEDGER_H
#ifdef __cplusplus
extern "C" {
#endif

struct entry {
    struct entry *next;
    double amount;
    int account;
};

typedef double (*rate_of)(int account, void *context);

extern long entries_made;

struct entry *enter(struct entry *first, int account, double amount);
double balance(const struct entry *first, int account);
double interest(const struct entry *first, rate_of rate, void *context);
int report(const struct entry *first, int accounts);
void close_books(struct entry *first);

#ifdef __cplusplus
}
#endif
#endif
