"""A program makes inputs where experiments find none; it is believed as little as a candidate."""

from pathlib import Path

import pytest

from lessonls.core.errors import NoInputsError
from lessonls.core.verdict import Evidence, VerdictKind
from lessonls.core.workload import Workload
from tests.judging import bench_of, target_in
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("generators")

CHAINS = """
#include <stddef.h>
#include <stdlib.h>
struct node { int key; struct node *next; };
struct table { unsigned mask; struct node **slots; };
static struct table make_table(unsigned bits) {
    struct table made = {(1u << bits) - 1, malloc(sizeof(struct node *) << bits)};
    for (unsigned i = 0; i <= made.mask; i++) made.slots[i] = NULL;
    return made;
}
long chained(const struct table *t, const unsigned *hashes, size_t n) {
    long sum = 0;
    for (size_t i = 0; i < n; i++)
        for (const struct node *p = t->slots[hashes[i] & t->mask]; p != NULL; p = p->next)
            sum += p->key;
    return sum;
}
"""
NUMBERS = """
static uint64_t drawn(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}
"""
RIGHT = (
    NUMBERS
    + """
void lessonls_generate(uint64_t seed, uint64_t size) {
    struct table t = make_table(1 + drawn(&seed) % 4);
    for (unsigned i = 0; i <= t.mask; i++)
        for (unsigned k = drawn(&seed) % 4; k > 0; k--) {
            struct node *one = malloc(sizeof *one);
            *one = (struct node){(int)(drawn(&seed) % 2001) - 1000, t.slots[i]};
            t.slots[i] = one;
        }
    unsigned *hashes = malloc(size * sizeof *hashes);
    for (uint64_t i = 0; i < size; i++) hashes[i] = (unsigned)drawn(&seed);
    lessonls_call(&t, hashes, size);
}
"""
)
SHORTCUT = """
    long sum = 0;
    for (size_t i = 0; i < n; i++) {
        const struct node *p = t->slots[hashes[i] & t->mask];
        if (p != NULL) sum += p->key;
    }
    return sum;
}
"""

REFUSED = {
    "one that always makes the same": (
        "void lessonls_generate(uint64_t seed, uint64_t size) {"
        " struct table t = make_table(1); unsigned *none = malloc(0);"
        " lessonls_call(&t, none, 0); }",
        "do not depend on the inputs that the generator makes",
    ),
    "one that leaves out the loop": (
        NUMBERS + "void lessonls_generate(uint64_t seed, uint64_t size) {"
        " struct table t = make_table(1); unsigned *one = malloc(sizeof *one);"
        " struct node *only = malloc(sizeof *only); *only = (struct node){seed % 7, NULL};"
        " t.slots[0] = t.slots[1] = only; *one = seed; lessonls_call(&t, one, 0); }",
        "do not depend on the inputs that the generator makes",
    ),
    "one that does not compile": (
        "void lessonls_generate(uint64_t seed, uint64_t size) { lessonls_call(1); }",
        "the generator does not compile: .*too few arguments",
    ),
    "one that calls nothing": (
        "void lessonls_generate(uint64_t seed, uint64_t size) {}",
        "returned without calling the function",
    ),
    "one with other memory than it says": (
        "void lessonls_generate(uint64_t seed, uint64_t size) {"
        " struct table t = make_table(1); lessonls_call(&t, malloc(4 * size), 2 * size + 1); }",
        "does not pass the sanitizers on .*: heap-buffer-overflow",
    ),
    "one that looks at the clock": (
        "#include <time.h>\nvoid lessonls_generate(uint64_t seed, uint64_t size) {"
        " struct timespec now; clock_gettime(CLOCK_MONOTONIC, &now);"
        " struct table t = make_table(1); struct node *one = malloc(sizeof *one);"
        " *one = (struct node){(int)now.tv_nsec, NULL}; t.slots[0] = t.slots[1] = one;"
        " unsigned *hashes = calloc(size, 4); lessonls_call(&t, hashes, size); }",
        "different inputs from the same seed",
    ),
    "one that opens a file": (
        "#include <fcntl.h>\nvoid lessonls_generate(uint64_t seed, uint64_t size) {"
        ' if (open("/tmp/x", O_CREAT | O_RDWR, 0600) < 0) abort(); }',
        "called open, which is not for functions",
    ),
    "one that defines the function again": (
        "long chained(const struct table *t, const unsigned *h, size_t n) { return 0; }\n"
        "void lessonls_generate(uint64_t seed, uint64_t size) { lessonls_call(0, 0, 0); }",
        "does not compile: .*redefinition",
    ),
    "one that never ends": (
        "void lessonls_generate(uint64_t seed, uint64_t size) { for (;;) seed += size; }",
        "took too long",
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("generators")


def _with(generator: str) -> Workload:
    return Workload(function="chained", generator=generator)


def test_its_inputs_are_those_that_a_rewrite_is_judged_on(folder: Path):
    target = target_in(folder / "chains.c", CHAINS, "chained")
    with bench_of(target, workload=_with(RIGHT)) as bench:
        assert bench.workload.line_coverage == 1.0
        same = bench.judge(target.code.replace("sum += p->key;", "{ sum += p->key; }"))
        assert same.kind is VerdictKind.CORRECT
        assert isinstance(same.evidence, Evidence)
        assert any("made by a generator" in note for note in same.evidence.notes)
        wrong = bench.judge(target.code.partition("{")[0] + "{" + SHORTCUT)
        assert wrong.kind is VerdictKind.INCORRECT


@pytest.mark.parametrize(
    "what",
    few_of(
        REFUSED,
        "one that always makes the same",
        "one that does not compile",
        "one that opens a file",
    ),
)
def test_nothing_is_opened_with(folder: Path, what: str):
    generator, reason = REFUSED[what]
    target = target_in(folder / "chains.c", CHAINS, "chained")
    with pytest.raises(NoInputsError, match=reason), bench_of(target, workload=_with(generator)):
        pass


INDEX = """
#include <cstddef>
#include <vector>
namespace find {
class Index {
  public:
    explicit Index(std::size_t n) : first_(n + 1, 0) {}
    long between(int low, const int &high) const;
  private:
    std::vector<std::size_t> first_;
    std::vector<double> entries_;
};
long Index::between(int low, const int &high) const {
    long found = 0;
    for (std::size_t bin = 0; bin + 1 < first_.size(); ++bin)
        for (std::size_t at = first_[bin]; at < first_[bin + 1]; ++at)
            if (entries_[at] >= low && entries_[at] < high) ++found;
    return found;
}
}
"""
FILLED = """
void lessonls_generate(uint64_t seed, uint64_t size) {
    find::Index index(size);
    for (uint64_t bin = 0; bin < size; ++bin) {
        for (uint64_t k = (seed + bin) % 3; k > 0; --k)
            index.entries_.push_back(static_cast<double>((seed * 31 + bin * 17 + k) % 100));
        index.first_[bin + 1] = index.entries_.size();
    }
    const int low = static_cast<int>(seed % 50);
    lessonls_call(&index, low, low + 20);
}
"""


@pytest.mark.exhaustive
def test_an_object_is_made_as_its_class_has_it(folder: Path):
    """By its constructor, and then in what is private."""
    target = target_in(folder / "index.cpp", INDEX, "find::Index::between")
    workload = Workload(function="between", generator=FILLED)
    with bench_of(target, workload=workload) as bench:
        assert bench.workload.line_coverage == 1.0
        code = target.code.replace("++found", "found += 1")
        assert bench.judge(code).kind is VerdictKind.CORRECT
        assert bench.judge(code.replace(">= low", "> low")).kind is VerdictKind.INCORRECT
