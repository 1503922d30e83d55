"""Numbers whose types have names of their own: in the file, in headers, by macros."""

import pytest

from lessonls.agents.specialists.analysis.named_types import field_type, number_type
from lessonls.agents.specialists.passes.vectorize.scalar_replacement import SCALAR_REPLACEMENT
from lessonls.agents.specialists.passes.vectorize.simd import SIMD_SUMS
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode

CONTEXT = """typedef float sample_t;
typedef sample_t level_t;
typedef struct { int x; } pair_t;
typedef float *row_t;
#define REAL double
#define ZERO 0
"""


def code(text: str, context: str = CONTEXT, language: Language = Language.C) -> Code:
    return Code(text, language, Mode.SERIAL, context)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("sample_t", "float"), ("level_t", "float"), ("REAL", "double"), ("uint8_t", "uint8_t"),
     ("pair_t", ""), ("row_t", ""), ("ZERO", ""), ("other_t", "")],
)  # fmt: skip
def test_names_stand_for_numbers(name: str, kind: str) -> None:
    assert number_type(code("void f(void) {}\n"), name) == kind


def test_alias_declarations_are_names_too() -> None:
    text = "void f() { using real = double; }\n"
    assert number_type(code(text, language=Language.CPP), "real") == "double"


def test_fields_of_one_type_are_known() -> None:
    """Not those of several structs that differ, nor pointers to pointers."""
    structs = "struct A { const float *data, **rows; int n, k; char text[8]; };\n"
    structs += "struct B { long k; sample_t gain; };\n"
    here = code("void f(void) {}\n", CONTEXT + structs)
    names = ("data", "rows", "n", "k", "text", "gain", "other")
    kinds = ("const float *", "", "int", "", "char *", "sample_t", "")
    assert tuple(field_type(here, name) for name in names) == kinds


def test_sums_of_named_types_are_vectorized() -> None:
    """In a register that has the type's name."""
    text = """void f(level_t *sum, const sample_t *x, int n) {
    for (int i = 0; i < n; i++) sum[0] += x[i];
}
"""
    after = SIMD_SUMS.run(SCALAR_REPLACEMENT.run(code(text))).text
    assert "level_t sum_sum = sum[0];" in after
    assert "reduction(+ : sum_sum)" in after
