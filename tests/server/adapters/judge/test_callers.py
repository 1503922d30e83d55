"""Inputs that no experiment finds are taken from calls that the function's own file makes."""

from pathlib import Path

import pytest

from lessonls.core.errors import WorkloadError
from lessonls.core.verdict import Evidence, VerdictKind
from lessonls.core.workload import Size
from tests.judging import bench_of, target_in

pytestmark = pytest.mark.xdist_group("generators")

STREAM = """
#include <stddef.h>
#include <stdlib.h>
struct stream { const unsigned char *data; size_t bytes, at; unsigned magic; };
static unsigned char take(struct stream *s) { return s->at < s->bytes ? s->data[s->at++] : 0; }

static unsigned mixed(struct stream *s, unsigned *counts, unsigned bins) {
    if (s->magic != 0xC0FFEE42u) abort();
    unsigned mix = 0;
    while (s->at < s->bytes) {
        unsigned b = take(s);
        counts[b % bins]++;
        mix = mix * 31 + b;
    }
    return mix;
}

unsigned digest(const unsigned char *data, size_t bytes) {
    unsigned counts[16] = {0};
    struct stream s = {data, bytes, 0, 0xC0FFEE42u};
    unsigned mix = mixed(&s, counts, 16);
    for (int i = 0; i < 16; i++) mix ^= counts[i] << i;
    return mix;
}
"""
HEAP = """
#include <cstdlib>
#include <vector>
namespace queue {
class Heap {
  public:
    std::vector<int> sorted(const std::vector<int> &values);
  private:
    int largest(int at, int end) const;
    std::vector<int> items_;
    unsigned state_ = 0;
};
int Heap::largest(int at, int end) const {
    if (state_ != 0x5EA50Du) std::abort();
    int best = at;
    for (int child = 2 * at + 1; child <= 2 * at + 2; ++child)
        if (child < end && items_[child] > items_[best]) best = child;
    return best;
}
std::vector<int> Heap::sorted(const std::vector<int> &values) {
    items_ = values;
    state_ = 0x5EA50Du;
    const int size = static_cast<int>(items_.size());
    for (int start = size / 2 - 1, end = size; end > 1; start > 0 ? --start : 0) {
        for (int at = start, next; (next = largest(at, end)) != at; at = next)
            std::swap(items_[at], items_[next]);
        if (start == 0) std::swap(items_[0], items_[--end]);
    }
    return items_;
}
}
"""


@pytest.mark.exhaustive
def test_a_static_function_is_judged_on_what_its_caller_passes(tmp_path: Path):
    """Also arrays and structs on the caller's stack; the workload may be changed and given."""
    target = target_in(tmp_path / "stream.c", STREAM, "mixed")
    with bench_of(target) as bench:
        assert bench.workload.caller == "digest"
        assert bench.workload.line_coverage == 1.0
        same = bench.judge(target.code.replace("mix * 31 + b", "b + 31 * mix"))
        assert same.kind is VerdictKind.CORRECT
        assert isinstance(same.evidence, Evidence)
        assert "inputs are what digest calls it with" in same.evidence.notes
        assert bench.judge(target.code.replace("* 31", "* 33")).kind is VerdictKind.INCORRECT
        kept = bench.judge(target.code.replace("counts[b % bins]++;", "counts[b % bins] += b > 1;"))
        assert kept.kind is VerdictKind.INCORRECT
        found = bench.workload
    smaller = found.model_copy(update={"sizes": {"bytes": Size(minimum=3, timing=500)}})
    with bench_of(target, workload=smaller) as bench:
        assert bench.workload.sizes == smaller.sizes
    other = found.model_copy(update={"caller": "take"})
    with (
        pytest.raises(WorkloadError, match="take is not a function"),
        bench_of(target, workload=other),
    ):
        pass


def test_a_private_member_is_judged_on_the_objects_that_the_class_has(tmp_path: Path):
    target = target_in(tmp_path / "heap.cpp", HEAP, "queue::Heap::largest")
    with bench_of(target) as bench:
        assert bench.workload.caller == "queue::Heap::sorted"
        code = target.code.replace("child < end &&", "child < end and")
        assert bench.judge(code).kind is VerdictKind.CORRECT
        wrong = target.code.replace("child < end", "child + 1 < end")
        assert bench.judge(wrong).kind is VerdictKind.INCORRECT
