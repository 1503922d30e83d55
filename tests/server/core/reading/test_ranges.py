"""Ranges of two pointers or iterators, by what the function does with them."""

import pytest

from lessonls.core.reading.ranges import Range, member_ranges, ranges

ORDER = ["a", "b1", "b2", "o"]


def _ranges(body: str) -> tuple[Range, ...]:
    return ranges(f"void f(int *a, int *b1, int *b2, int *o) {{ {body} }}", ORDER)


@pytest.mark.parametrize(
    "body",
    [
        "while (b1 != b2) *o++ = *b1++;",
        "for (; b1 < b2; ++b1) sum += *b1;",
        "size_t n = b2 - b1;",
        "if (b1 == b2) return 0;",
        "while (b2 > b1) *--b2 = 0;",
    ],
)
def test_the_end_is_compared_with_what_is_in_front_of_it(body: str):
    assert _ranges(body) == (Range("b1", "b2"),)


@pytest.mark.parametrize(
    ("body", "begin", "end"),
    [
        ("while (b1 >= b2 + 4 && b1[-1] == 0) b1 -= 4;", "b2", "b1"),
        ("while (a + 4 <= o) sum += *a++;", "a", "o"),
        ("return o - a;", "a", "o"),
    ],
)
def test_the_end_may_stand_anywhere_if_it_is_compared_by_order(body: str, begin: str, end: str):
    assert _ranges(body) == (Range(begin, end),)


def test_what_is_called_an_end_ends_what_is_in_front_of_it():
    names = ["n", "data", "data_end"]
    code = "void f(int n, int *data, int *data_end) { g(data, data_end, n); }"
    assert ranges(code, names) == (Range("data", "data_end"),)
    out = "void f(int n, int *data, int *data_end) { *data = n; *data_end = 2 * n; }"
    assert not ranges(out, names)


def test_what_ends_one_range_and_begins_another_lies_within():
    body = "if (b1 < b2) *b1 = 0; return b1 - a;"
    assert _ranges(body) == (Range("a", "b2", ("b1",)),)


@pytest.mark.parametrize(
    "body",
    [
        "for (int i = 0; i < n; i++) b2[i] = b1[i];",
        "if (*b1 < *b2) return;",
        "if (b1->n < b2->n) return;",
        "if (b1[0] < b2[0]) return;",
        "while (a != b2) a++;",
        "*b1 = x; *b2 = y;",
        "if (b1 < b2) while (n--) *b1++ = *b2++;",
        "if (b1 < b2) for (int i = 0; i < n; i++) b1[i] = b2[i];",
    ],
)
def test_others_are_no_range(body: str):
    """Two pointers beside each other, or an end that is read as a beginning."""
    assert not _ranges(body)


@pytest.mark.parametrize(
    ("code", "names", "expected"),
    [
        ("while (s->p < s->end) sum += *s->p++;", "p end other", Range("p", "end")),
        ("if (d->at >= d->start + 8) d->at -= 8;", "at start", Range("start", "", ("at",))),
        ("while (p < _end) sum += *p++;", "_start _end", Range("_start", "_end")),
        ("while (p < _end) p++; *_end = 0;", "_start _end", Range("_start", "", ("_end",))),
        ("next(r);", "buffer ptr end", Range("buffer", "end", ("ptr",))),
    ],
)
def test_members_bound_ranges_by_what_is_done_with_them_or_by_their_names(
    code: str, names: str, expected: Range
):
    assert member_ranges(code, names.split()) == (expected,)


@pytest.mark.parametrize(
    ("code", "names"),
    [("sum += m->rows[i] * m->cols[i];", "rows cols"), ("if (s->next == s->prev) return;", "a b")],
)
def test_other_members_have_memory_of_their_own(code: str, names: str):
    assert not member_ranges(code, names.split())
