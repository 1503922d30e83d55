"""Refusals of parameters that need no compiler."""

from pathlib import Path

import pytest

from lessonls.core.reading.unbound import unbound
from tests.server.adapters.judge.conftest import target_in

PRIVATE = "class Image { int width; public: float at(int i) const; };\n"


@pytest.mark.parametrize(
    ("before", "parameters", "why"),
    [
        ("", "void *p, int n", "p is a void *, so that nothing says what it points to"),
        ("#include <cstdio>\n", "FILE *out, int n", "out is a stream"),
        (PRIVATE, "const Image &image, int n", "Image: has private data"),
        ("union Word { int i; float f; };\n", "Word *words, int n", "Word: is a union"),
        ("class vector { int x; };\n#include <vector>\n", "std::vector<int> &v, int n", ""),
        (PRIVATE, "const float *image, int n", ""),
        ("", "void (*call)(void *), int n", ""),
    ],
)
def test_what_the_text_says_is_told_before_any_build(
    before: str, parameters: str, why: str, tmp_path: Path
):
    source = f"{before}float f({parameters}) {{ return n; }}\n"
    assert unbound(target_in(tmp_path / "code.cpp", source, "f"), []) == why


def test_a_type_may_stand_in_a_header(tmp_path: Path):
    target = target_in(tmp_path / "code.cpp", "float f(Image &i) { return 0; }\n", "f")
    assert unbound(target, [PRIVATE]) == "Image: has private data"
