"""Ranges of two pointers or iterators, by what the function does with them."""

import pytest

from lessonls.core.reading.ranges import range_ends

ORDER = ["a", "b1", "b2", "o"]


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
    assert range_ends(f"void f(int *a, int *b1, int *b2, int *o) {{ {body} }}", ORDER) == {"b2"}


@pytest.mark.parametrize(
    "body",
    [
        "for (int i = 0; i < n; i++) b2[i] = b1[i];",
        "if (*b1 < *b2) return;",
        "if (b1->n < b2->n) return;",
        "if (b1[0] < b2[0]) return;",
        "while (a != b2) a++;",
    ],
)
def test_others_are_only_beside_each_other(body: str):
    assert not range_ends(f"void f(int *a, int *b1, int *b2, int *o) {{ {body} }}", ORDER)
