"""Assertions, and conditions on which a function returns at once, relate two integers."""

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
        ("if (n < m) f(); if (n < m) { if (k) return; }", []),
        ("while (n) { if (n < m) return; }", []),
        ("if (a->n != b->m) return -1;", [("a.n", "b.m", True)]),
        (
            "if (a.n > b.n || a.m != b.m || !p) { errno = 1; return; } for (;;) {}",
            [("b.n", "a.n", False), ("a.m", "b.m", True)],
        ),
        ("if (n >= m && k < l) return; if (n == m) return;", []),
    ],
)
def test_what_is_asked_of_two_places(said: str, found: list[tuple[str, str, bool]]):
    assert [one[:3] for one in relations(f"void f() {{ {said} }}")] == found


def test_what_helpers_only_return_is_the_place_itself():
    helpers = "int rows() const { return rows_; } int columns() const { return rows() + 1; }"
    code = "void f() { if (a.rows() != b->rows() || a.columns() < b.columns()) throw 1; }"
    assert list(relations(code, helpers)) == [
        Relation("a.rows_", "b.rows_", equal=True, asserted=False),
        Relation("a.columns()", "b.columns()", equal=False, asserted=False),
    ]


def test_what_is_asserted_is_told_from_what_the_function_looks_at_itself():
    said = relations("void f() { assert(n < m); if (k < l) return; }")
    assert [one.asserted for one in said] == [True, False]
