"""Objects and handles that only their own constructors and functions can make."""

import pytest

from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge_drivers")

RING = """#include <cstdlib>
#include <vector>
class Ring {
  public:
    explicit Ring(unsigned bits)
        : data_(1u << bits % 8), mask_((1u << bits % 8) - 1), head_(0), magic_(0x51f15e) {}
    void push(int value) { data_[head_++ & mask_] = value; }
    long weighted(int times) const;
  private:
    std::vector<int> data_;
    std::size_t mask_, head_;
    unsigned magic_;
};
long Ring::weighted(int times) const {
    if (magic_ != 0x51f15e || data_.size() != mask_ + 1) std::abort();
    long sum = 0;
    for (std::size_t i = 0; i < data_.size(); i++)
        sum += times * data_[(head_ + i) & mask_] * static_cast<long>(i);
    return sum;
}
"""
TABLE = """#include <stdint.h>
#include <stdlib.h>
typedef struct table { uint32_t magic, mask; int *values; } table;
table *table_new(unsigned bits) {
    table *t = malloc(sizeof *t);
    t->magic = 0xfeedbeef;
    t->mask = (1u << bits % 10) - 1;
    t->values = calloc(t->mask + 1, sizeof *t->values);
    for (unsigned i = 0; i <= t->mask; i++) t->values[i] = (int)(i % 7);
    return t;
}
long table_sum(const table *t, const unsigned *wanted, int n) {
    if (t->magic != 0xfeedbeef || (t->mask & (t->mask + 1))) abort();
    long sum = 0;
    for (int i = 0; i < n; i++) sum += t->values[(wanted[i] * 2654435761u) & t->mask];
    return sum;
}
"""
SHELF = """#include <cassert>
#include <cstdlib>
#include <vector>
class Shelf;
class Book {
  public:
    void write(int value) { pages_.push_back(value); }
    void reopen(int times) { assert(times < 0); pages_.clear(); }
    long total() const;
    long total(long times) const;
  private:
    friend class Shelf;
    explicit Book(unsigned width) : magic_(0x51f15e), width_(width % 7 + 1), pages_(width_) {}
    unsigned magic_, width_;
    std::vector<int> pages_;
};
class Shelf {
  public:
    Book *new_book(unsigned width) { return new Book(width); }
};
long Book::total(long times) const {
    if (magic_ != 0x51f15e || pages_.size() < width_) std::abort();
    long sum = 0;
    for (std::size_t i = 0; i < pages_.size(); i++) sum += times * pages_[i] * (i % width_);
    return sum;
}
"""
CASES = {
    "an object": (RING, "weighted", "code.cpp", ("(head_ + i)", "(head_ + i + 1)")),
    "an object of another": (SHELF, "total", "code.cpp", ("i % width_", "i % (width_ + 1)")),
    "a handle": (TABLE, "table_sum", "code.c", ("n; i++", "n - 1; i++")),
}


@pytest.mark.parametrize("name", few_of(CASES, "a handle"))
def test_what_only_its_own_functions_can_make_is_made_by_them(open_bench: OpenBench, name: str):
    source, function, file, wrong = CASES[name]
    bench = open_bench(source, function, file)
    assert wrong[0] in bench.target.code
    assert bench.judge(bench.target.code.replace(*wrong)).kind is VerdictKind.INCORRECT
    right = bench.judge(bench.target.code.replace("i++", "++i"))
    assert right.kind is VerdictKind.CORRECT
    assert "inputs were made by a generator" in right.evidence.notes
