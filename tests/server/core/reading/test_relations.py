"""Assertions tell which of two integers is the larger one."""

import pytest

from lessonls.core.reading.relations import Relation, relations


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("assert(x.length >= a->columns);", [("x.length", "a.columns", False)]),
        ("MY_ASSERT(n < m);", [("m", "n", False)]),
        ("assert(a.n == b.n && low <= high);", [("a.n", "b.n", True), ("high", "low", False)]),
        ('CHECK((n > k), "message, n");', [("n", "k", False)]),
        ("assert(n > 3); assert(p != q); assert(f(n) < m);", []),
        ("if (n < m) return;", []),
    ],
)
def test_what_is_asserted_of_two_places(said: str, found: list[tuple[str, str, bool]]):
    assert list(relations(f"void f() {{ {said} }}")) == [Relation(*one) for one in found]
