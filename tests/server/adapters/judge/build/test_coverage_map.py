"""Which places of a coverage build are the target's."""

from pathlib import Path

from lessonls.adapters.judge.build.coverage_map import CoverageMap, coverage_map
from lessonls.fakes import example_target

CODE = "int f(int n) {\n    if (n == 3) return 7;\n    return n;\n}"
PLACES = b"""400010a0 pc /tmp/example.c:1
400010b0 const_cmp /tmp/example.c:2
400010c0 pc /tmp/example.c:2 (discriminator 1)
400010d0 pc /tmp/example.c:3
400010e0 pc /tmp/example.c:90
400010f0 cmp /usr/include/other.h:2
40001100 pc ??:0
"""


def mapped(places: bytes) -> CoverageMap:
    target = example_target(CODE)
    return coverage_map(places, target.model_copy(update={"path": Path("example.c"), "line": 1}))


def test_blocks_and_comparisons_have_their_lines():
    found = mapped(PLACES)
    assert found.blocks == {0x10A0: 1, 0x10C0: 2, 0x10D0: 3}
    assert found.comparisons == {0x10B0: 2}
    assert found.constant == {0x10B0}


def test_what_else_is_in_the_file_is_known_but_not_counted():
    found = mapped(PLACES)
    assert 0x10E0 in found.places
    assert 0x10F0 not in found.places
    assert found.all_lines == {1, 2, 3}


def test_the_share_is_that_of_lines_with_code():
    assert mapped(PLACES).share([0x10A0, 0x10D0]) == 2 / 3


def test_where_nothing_was_reached_no_call_came_through():
    assert mapped(PLACES).share([]) is None


def test_where_nothing_is_known_there_is_no_share():
    assert mapped(b"400010a0 pc /tmp/unit.c:1\n").share([0x10A0]) is None
