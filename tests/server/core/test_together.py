"""Which rewrites may stand in one file, and what they are called there."""

from pathlib import Path

import pytest

from lessonls.core.target import Target
from lessonls.core.together import apart, company
from tests.judging import target_in

SOURCE = "#include <math.h>\nint taken;\nint f(int n) { return n; }\n"
HELPER = "static int g(int n) { return n; }\nint f(int n) { return g(n); }"


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return target_in(tmp_path / "code.c", SOURCE, "f")


def test_texts_keep_their_words(target: Target):
    code = HELPER.replace("return n;", 'puts("g"); return n; // g')
    (renamed,) = apart(target, [code])
    assert renamed.count('puts("g"); return n; // g') == 1
    assert renamed.count("lessonls_1_g(") == 2


def test_helpers_of_rewrites_get_names_of_their_own(target: Target):
    first, second = apart(target, [HELPER, HELPER.replace("return n", "return 1 * n")])
    assert first.replace("lessonls_1_g", "g") == HELPER
    assert second.count("lessonls_2_g(") == 2
    assert "int f(int n) { return lessonls_2_g(n); }" in second


@pytest.mark.parametrize(
    "code",
    [
        "int f(int n) { return n + 0; }",
        HELPER,
        "typedef struct { int n; } pair;\nint f(int n) { pair p = {n}; return p.n; }",
        "static const int t[] = {0, 1};\nint f(int n) { return n * t[1]; }",
    ],
)
def test_functions_types_and_constants_may_have_company(target: Target, code: str):
    assert company(target, code) == frozenset()


@pytest.mark.parametrize(
    "code",
    [
        "#define g(n) n\nint f(int n) { return g(n); }\n#undef g",
        "#pragma GCC optimize(3)\nint f(int n) { return n; }",
        "enum { one = 1 };\nint f(int n) { return n * one; }",
        "int g(int n);\nint f(int n) { return n; }",
        "static int g(int n) { return n; }\nint f(int n) { return n; }",
        "static int taken(int n) { return n; }\nint f(int n) { return taken(n); }",
        "int f(int n) { return n > 0 ? 1 + f(n - 1) : 0; }",
        "int f(int n) { return lessonls_original(n); }",
    ],
)
def test_what_others_would_see_or_time_keeps_to_itself(target: Target, code: str):
    assert company(target, code) is None


def test_company_has_the_same_includes(target: Target):
    lone = company(target, "#include <string.h>\nint f(int n) { return n; }")
    assert lone is not None
    assert lone != company(target, target.code)
    assert lone == company(target, "#include  <string.h>\nint f(int n) { return 0 + n; }")


@pytest.mark.parametrize(
    ("helper", "alike"),
    [
        ("template <class T> T g(T n) { return n; }", True),
        ("namespace { int g(int n) { return n; } }", True),
        (
            "struct g { int n; explicit g(int n) : n(n) {} operator int() const { return n; } };",
            True,
        ),
        ("constexpr int g(int n) { return n; }", True),
        ("template <> int h<int>(int n) { return n; }\nint g(int n) { return n; }", False),
        ("int operator-(const A &n) { return n.n; }\nint g(int n) { return n; }", False),
    ],
)
def test_what_is_found_without_its_name_keeps_to_itself(tmp_path: Path, helper: str, alike: bool):
    source = "struct A { int n; };\ntemplate <class T> T h(T n);\nint f(int n) { return n; }\n"
    target = target_in(tmp_path / "code.cpp", source, "f")
    found = company(target, f"{helper}\nint f(int n) {{ return g(n); }}")
    assert found == (frozenset() if alike else None)
