"""Whether a text may write to a variable."""

import pytest

from lessonls.core.reading.writes import may_be_written


@pytest.mark.parametrize(
    "text",
    [
        "static int t[] = {1, 2}; return t[i] + t[1];",
        "static int t[2][2] = {{1, 2}, {3, 4}}; return t[i][j];",
        "static int t = 3; return n == t || t <= n && t;",
        "static int t = 3 ; return t = = n & & t < = n ;",
    ],
)
def test_what_is_only_read_is_not_written(text: str):
    assert not may_be_written("t", text)


@pytest.mark.parametrize(
    "text",
    [
        "static int t[] = {1, 2}; t[i] += 1;",
        "static int t[] = {1, 2}; fill(t);",
        "static int t[2][2] = {{1, 2}, {3, 4}}; fill(t[0]);",
        "static int t[] = {1, 2}; int *p = t;",
        "static int t = 3; return t++;",
        "static int t = 3; int *p = &t;",
        "static int t; t = n;",
        "static int t = 3; set(t, 1);",
        "static int t [ ] = { 1 , 2 } ; t [ 0 ] + = 1 ;",
        "static int t = 3 ; + + t ;",
    ],
)
def test_stores_and_what_passes_on_where_it_is_may_write(text: str):
    assert may_be_written("t", text)
