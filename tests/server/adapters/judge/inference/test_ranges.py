"""Pointers into one range, as parameters and as members, in any order."""

import pytest

from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge_ranges")

READER = """#include <stdint.h>
#define CONTINUED (1 << 7)
typedef struct { const uint8_t *start, *at, *end; int failed; } reader;
uint32_t varint(reader *r) {
    uint32_t value = 0;
    for (int shift = 0; r->at < r->end && shift < 32; shift += 7) {
        uint32_t byte = *r->at++;
        value |= (byte & 127u) << shift;
        if (!(byte & CONTINUED)) return value;
    }
    r->failed = 1;
    return 0;
}
"""
BEHIND = """
int behind(const char *ip, const char *low, char what) {
    const char *start = ip;
    while (ip > low && ip[-1] == what) ip--;
    return (int)(start - ip);
}
"""
BETWEEN = """
int between(const int *begin, int most, const int *here, const int *end) {
    int sum = 0;
    for (; begin < here; begin++) sum += *begin > most;
    while (here < end) sum += *here++ % 3 == 0;
    return sum;
}
"""
BLOCKS = """#include <stddef.h>
void swapped(unsigned char *to, const unsigned char *from, size_t n) {
    for (size_t i = 0; i < n; i += 16)
        for (size_t j = 0; j < 16; j++) to[i + j] = from[i + 15 - j];
}
"""
LOOKING_BACK = """
void restored(const int *rest, unsigned n, const int *coefficients, unsigned order, int *data) {
    for (unsigned i = 0; i < n; i++) {
        int sum = 0;
        for (unsigned j = 0; j < order; j++)
            sum += coefficients[j] * (data[(int)i - 1 - (int)j] % 1000);
        data[i] = rest[i] + (sum >> 8);
    }
}
"""
CASES = {
    "a position that is not moved": (
        READER,
        "varint",
        ("*r->at++", "*at++"),
        ("uint32_t value = 0;", "const uint8_t *at = r->at; uint32_t value = 0;"),
    ),
    "an end that comes first": (BEHIND, "behind", ("ip > low &&", "ip > low + 1 &&")),
    "a place within": (BETWEEN, "between", ("*begin > most", "*begin >= most")),
    "a history": (LOOKING_BACK, "restored", ("- 1 - (int)j]", "- 1 - (int)j - (j > 5)]")),
    "whole blocks": (BLOCKS, "swapped", ("from[i + 15 - j]", "from[i + 14 - j + (j > 14)]")),
}


@pytest.mark.parametrize("name", few_of(CASES, "a position that is not moved"))
def test_what_is_in_a_range_and_where_pointers_lead_to_is_compared(
    open_bench: OpenBench, name: str
):
    text, function, *changes = CASES[name]
    bench = open_bench(text, function, "code.c")
    wrong = bench.target.code
    for before, after in changes:
        assert before in wrong
        wrong = wrong.replace(before, after)
    assert bench.judge(wrong).kind is VerdictKind.INCORRECT
    right = bench.target.code.replace("return value", "return 0 + value").replace("i++", "++i")
    assert bench.judge(right.replace("ip--", "--ip")).kind is VerdictKind.CORRECT
