"""What macros stand for, as text."""

import pytest

from lessonls.core.reading.macro_text import ExpansionError, expanded, text_macro, text_tokens


def stands_for(definitions: str, use: str) -> str:
    found = [text_macro(f"#define {line}") for line in definitions.split(" ; ")]
    macros = {macro.name: macro for macro in found if macro is not None}
    return "".join(expanded(text_tokens(use), macros, macros))


@pytest.mark.parametrize(
    ("definitions", "use", "meaning"),
    [
        ("N 4", 'N + x + "N" /* N */', '4 + x + "N" /* N */'),
        ("F(a, b) a + b", "F(g(1, 2), [3, 4])", "g(1, 2) + [3, 4]"),
        ("F(a) a", "F + F (1)", "F + 1"),
        ("P(a, b) a ## b ; Q(a, b) P(a, b) ; N 4", "P(x, N) Q(x, N)", "xN x4"),
        ("S(a) #a", 'S( x  + "y" )', '"x + \\"y\\""'),
        ("V(f, ...) f(__VA_ARGS__)", "V(g, 1, 2) V(g)", "g(1, 2) g()"),
        ("V(f, ...) f(0, ##__VA_ARGS__)", "V(g, 1) V(g)", "g(0, 1) g(0)"),
        ("A B ; B A + 1", "A", "A + 1"),
        ("M(x) -x", "M(-1) M(M(y))", "- -1 - -y"),
        ("TWO(a) { \\\n  a; \\\n  a; }", "TWO(f())", "{\n  f();\n  f(); }"),
        ("E() 1 ; D(a) a", "E() D()", "1 "),
    ],
)
def test_a_use_stands_for(definitions: str, use: str, meaning: str):
    assert stands_for(definitions, use) == meaning


@pytest.mark.parametrize(
    "definitions",
    [
        "F(a) a ; X F(",
        "F(a, b) a ; X F(1)",
        "A a a a a a a a a ; B A A A A A A A A ; C B B B B B B B B ; D C C C C C C C C ; E D D D D"
        " ; X E E E E E E E E E E E E E E E E",
    ],
)
def test_what_cannot_be_expanded_is_said(definitions: str):
    with pytest.raises(ExpansionError):
        stands_for(definitions, "X")
