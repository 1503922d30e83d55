"""What a function takes its untyped pointers for."""

import pytest

from lessonls.core.reading.casts import cast_to


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("float *x = (float *) p;", "float"),
        ("const float *x = (const float *)p;", "float"),
        ("size_t n = *((size_t *) p);", "size_t"),
        ("auto x = static_cast<const unsigned char *>(p);", "unsigned char"),
        ("auto *x = reinterpret_cast<geo::Point*>(p);", "geo::Point"),
        ("struct option *o = p;", "option"),
        ("const double * restrict x = p, *y = q;", "double"),
        ("pass(p);", ""),
        ("void *q = (void *) p;", ""),
        ("int *x = (int *) pq;", ""),
    ],
)
def test_the_type_is_the_one_of_the_cast_or_of_what_it_is_assigned_to(body: str, expected: str):
    assert cast_to(f"void f(void *p) {{ {body} }}", "p") == expected


def test_the_heading_says_nothing():
    assert cast_to("void f(void *p, int (*g)(float *p)) { g(0); }", "p") == ""
