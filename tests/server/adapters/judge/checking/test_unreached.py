"""What is said of code that never ran, and of conditions that never turned."""

import pytest

from lessonls.adapters.judge.build import CoverageMap
from lessonls.adapters.judge.checking.unreached import (
    Seen,
    needs_unreached,
    never_happened,
    unreached_lines,
)
from lessonls.adapters.judge.execution import Outcome
from lessonls.fakes import example_target

CODE = """int f(int n, int mode) {
    if (mode == 1234) n += 2;
    if (n < 'a') {
        n *= 3;
        n += 1;
    }
    return n;
}"""
TARGET = example_target(CODE).model_copy(update={"line": 11})
KNOWN = CoverageMap(blocks={1: 11, 2: 12, 3: 13, 4: 14, 5: 15, 6: 17}, comparisons={20: 12, 30: 13})
ALL = frozenset(KNOWN.blocks)
LESS, EQUAL, GREATER = Outcome.LESS, Outcome.EQUAL, Outcome.GREATER


def seen(
    mode: set[Outcome], letter: set[Outcome], blocks: frozenset[int] = ALL, constant: int = 97
) -> Seen:
    outcomes = {20: frozenset(mode), 30: frozenset(letter)}
    return Seen(blocks, outcomes, {20: 1234, 30: constant})


def test_a_condition_that_was_never_true_is_named_with_its_line():
    said = never_happened(TARGET, KNOWN, seen({LESS, GREATER}, {LESS, GREATER}))
    assert said == ("line 12: `mode == 1234` was never true",)


def test_so_is_one_that_was_never_false():
    said = never_happened(TARGET, KNOWN, seen({LESS, EQUAL}, {LESS}))
    assert said == ("line 13: `n < 'a'` was never false",)


@pytest.mark.parametrize(
    ("outcomes", "never"), [({LESS}, "false"), ({EQUAL}, "false"), ({GREATER}, "true")]
)
def test_compilers_write_less_than_as_at_most_one_less(outcomes: set[Outcome], never: str):
    said = never_happened(TARGET, KNOWN, seen({EQUAL, LESS}, outcomes, constant=96))
    assert said == (f"line 13: `n < 'a'` was never {never}",)


def test_nothing_is_said_where_signed_and_unsigned_numbers_are_in_another_order():
    assert never_happened(TARGET, KNOWN, seen({EQUAL, LESS}, {LESS, Outcome.ABOVE})) == ()


def test_lines_that_never_ran_come_first_and_together():
    some = seen({EQUAL, LESS}, {GREATER, LESS}, frozenset({1, 2, 3, 6}))
    assert unreached_lines(KNOWN, some) == [14, 15]
    assert never_happened(TARGET, KNOWN, some) == ("lines 14 to 15 never ran",)


def test_a_rewrite_that_keeps_them_needs_nothing():
    some = seen({EQUAL}, {GREATER}, frozenset({1, 2, 3, 6}))
    kept = CODE.replace("        n *= 3;", "    n *= 3;")
    assert needs_unreached(TARGET, kept, KNOWN, some) == ""


def test_one_that_changes_them_is_right_only_if_they_do_not_run():
    some = seen({EQUAL}, {GREATER}, frozenset({1, 2, 3, 6}))
    changed = CODE.replace("n *= 3;", "n *= 4;")
    assert needs_unreached(TARGET, changed, KNOWN, some) == (
        "line 14 of the original does not run: no input reached it"
    )
