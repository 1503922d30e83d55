"""Mechanical mistakes: what is changed, and that it still reads as C++."""

import pytest

from lessonls.core.mutants import (
    UNDECLARED,
    mutants,
    renamed,
    with_attribute,
    with_undeclared_name,
)
from lessonls.core.reading.syntax import parse
from lessonls.core.target import Language

CODE = """double mean(const double *x, int n) {
    double sum = 0.0;
    for (int i = 0; i < n; ++i)
        sum += x[i] * 2;
    return sum / n;
}"""
CPP = Language.CPP


def changed(operator: str, code: str = CODE) -> list[str]:
    found = [mutant.code for mutant in mutants(code, CPP) if mutant.operator == operator]
    return [
        line.strip()
        for text in found
        for line, known in zip(text.split("\n"), code.split("\n"), strict=True)
        if line != known
    ]


@pytest.mark.parametrize(
    ("operator", "lines"),
    [
        ("drop the last iteration", ["for (int i = 0; i < n - 1; ++i)"]),
        ("swap + and -", ["sum -= x[i] * 2;"]),
        ("0 to 1", ["double sum = 1.0;", "for (int i = 1; i < n; ++i)"]),
        ("return early", ["return {}; return sum / n;", "return {}; double sum = 0.0;"]),
        ("neighbouring comparison", ["for (int i = 0; i <= n; ++i)"]),
        ("swap * and +", ["sum += x[i] + 2;", "return sum * n;"]),
        ("drop a statement", [";"]),
        ("neighbouring index", ["sum += x[i ? i - 1 : i] * 2;"]),
        ("neighbouring constant", ["sum += x[i] * 3;", "sum += x[i] * 1;"]),
        (
            "narrower type",
            [
                "float sum = 0.0;",
                "for (short i = 0; i < n; ++i)",
                "for (unsigned i = 0; i < n; ++i)",
            ],
        ),
    ],
)
def test_every_operator_changes_one_place(operator: str, lines: list[str]):
    assert changed(operator) == lines


def test_the_first_mutants_are_of_different_kinds_and_none_comes_twice():
    found = list(mutants(CODE, CPP))
    assert len({mutant.operator for mutant in found[:8]}) == 8
    assert len({mutant.code for mutant in found}) == len(found)


def test_every_mutant_still_parses_and_says_what_was_changed():
    for mutant in mutants(CODE, CPP):
        assert not parse(mutant.code, CPP).root_node.has_error
        assert mutant.code.split("\n")[mutant.line - 1] != CODE.split("\n")[mutant.line - 1]
        assert "`" in mutant.change


def test_a_function_without_a_value_returns_none():
    code = "void f(int *x) {\n    int y = *x;\n    *x = y;\n}"
    assert changed("return early", code) == ["return; *x = y;", "return; int y = *x;"]


def test_a_loop_that_counts_down_ends_one_earlier():
    code = "void f(int *x, int n) {\n    for (int i = n; i >= 0; --i) x[i] = 3;\n}"
    line = "for (int i = n; i >= 0 + 1; --i) x[i] = 3;"
    assert changed("drop the last iteration", code) == [line]


def test_positions_count_bytes_where_the_text_is_not_ascii():
    code = "int f(int n) {\n    // größer\n    return n + 2;\n}"
    assert changed("swap + and -", code) == ["return n - 2;"]


def test_text_without_a_function_has_no_mutants():
    assert list(mutants("int x;", CPP)) == []
    assert with_undeclared_name("int x;", CPP) == "int x;"


def test_an_undeclared_name_comes_first_in_the_body():
    assert with_undeclared_name("int f() { return 1; }", CPP, 7) == (
        f"int f() {{ {UNDECLARED}7; return 1; }}"
    )


def test_an_attribute_stands_behind_the_head_of_a_template():
    code = "template <class T>\nT f(T a) { return a; }"
    assert with_attribute(code, CPP, "cold") == (
        "template <class T>\n__attribute__((cold)) T f(T a) { return a; }"
    )


def test_conditions_are_decided_or_halved():
    code = "int f(int a, int b) {\n    if (a < b && b < 9) return 4;\n    return 2;\n}"
    assert changed("decided condition", code) == [
        "if (1) return 4;",
        "if (0) return 4;",
        "if (a < b) return 4;",
        "if (b < 9) return 4;",
    ]


def test_arguments_change_places():
    code = "int f(int a, int b) {\n    return g(a, b + 1, 3);\n}"
    assert changed("swap arguments", code) == ["return g(b + 1, a, 3);"]


def test_a_function_is_renamed_also_where_it_calls_itself():
    code = "static int *f(int n, int *g) { return n ? f(n - 1, g) : g; }"
    assert renamed(code, CPP, "f", "h") == code.replace("f(", "h(")


@pytest.mark.parametrize("code", ["int A::f(int n) { return n; }", "int x;"])
def test_what_is_defined_under_a_qualified_name_is_not(code: str):
    assert renamed(code, CPP, "f", "h") is None
