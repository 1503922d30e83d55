"""Texts whose length the function is told, and modes that say which part of it runs."""

import pytest

from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge")

IS_ASCII = """#include <stddef.h>
int is_ascii(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] > 0x7f) return 0;
    return 1;
}"""
PACK = """enum { WIDE = 1, NARROW = 2, PAIR = 3 };
void pack(int mode, const unsigned char *in, unsigned char *out) {
    switch (mode) {
    case WIDE: for (int i = 0; i < 24; i++) out[i] = in[i] >> 1; break;
    case NARROW: for (int i = 0; i < 6; i++) out[i] = in[4 * i]; break;
    case PAIR: for (int i = 0; i < 9; i++) out[i] = in[2 * i] ^ in[2 * i + 1]; break;
    }
}"""


def test_the_last_byte_of_a_counted_text_may_be_any(open_bench: OpenBench):
    """Or else a rewrite that forgets it would pass."""
    bench = open_bench(IS_ASCII, "is_ascii", "code.c")
    assert bench.workload.counted == ("text",)
    assert bench.workload.lengths == {"text": "length"}
    rewrite = bench.target.code.replace("i < length", "i + 1 < length")
    assert bench.judge(rewrite).kind is VerdictKind.INCORRECT


def test_every_mode_runs_and_none_is_a_length(open_bench: OpenBench):
    bench = open_bench(PACK, "pack", "code.c")
    assert bench.workload.lengths == {"in": "24", "out": "24"}
    assert bench.workload.values["mode"] == "integer(1, 4)"
    assert bench.workload.line_coverage == 1.0
