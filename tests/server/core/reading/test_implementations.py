"""Headers that are a whole library."""

import pytest

from lessonls.core.reading.implementations import implementation_macros


@pytest.mark.parametrize(
    "line",
    [
        "#ifdef LIST_IMPLEMENTATION",
        "  # ifdef LIST_IMPLEMENTATION  /* here */",
        "#if defined(LIST_IMPLEMENTATION)",
        "#if defined LIST_IMPLEMENTATION && !defined(DONE)",
    ],
)
def test_a_source_asks_for_the_functions_with_a_macro(line: str):
    text = f"int f(int);\n{line}\nint f(int x) {{ return x; }}\n#endif\n"
    assert implementation_macros(text) == ("LIST_IMPLEMENTATION",)


@pytest.mark.parametrize(
    "line", ["#ifndef LIST_IMPLEMENTATION", "#ifdef LIST_H", "// #define LIST_IMPLEMENTATION"]
)
def test_other_conditionals_ask_for_nothing(line: str):
    assert implementation_macros(f"{line}\n#endif\n") == ()
