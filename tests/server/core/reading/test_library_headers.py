"""Which headers a text needs, told by its names."""

import pytest

from lessonls.core.reading.library_headers import headers_of
from lessonls.core.target import Language


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("double f(std::vector<double>& x);", {"vector"}),
        ("size_t n = std::accumulate(a, b, 0);", {"cstddef", "numeric"}),
        ("x = sqrt(y) + std::exp(z);", {"cmath"}),
        ("using namespace std; vector<int> v; sort(a, b);", {"vector", "algorithm"}),
        ("int sort(int vector);", set[str]()),
        ("int f(int x) { return x; }", set[str]()),
    ],
)
def test_names_of_the_library_have_headers(text: str, headers: set[str]):
    assert headers_of(text, Language.CPP) == headers


def test_c_has_headers_of_its_own():
    found = headers_of("uint8_t *p = malloc(n); if (p == NULL) abs(i);", Language.C)
    assert found == {"stdint.h", "stdlib.h", "stddef.h"}


def test_what_stands_behind_std_and_is_not_known_may_need_any_header():
    assert headers_of("std::something_rare x; std::vector<int> y;", Language.CPP) is None
