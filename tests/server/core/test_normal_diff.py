"""Changes in normal form."""

import pytest

from lessonls.core.normal_diff import normal_diff
from lessonls.core.target import Language

BEFORE = """#include "payroll.h"
// Salaries of the secret project.
double total(const std::vector<Salary> &salaries, int n) {
    double sum = 0;
    for (int i = 0; i < n; ++i) { sum += std::pow(salaries[i].amount, 3.14159265) * rate("x"); }
    return sum;
}
"""
AFTER = """#include "payroll.h"
double total(const std::vector<Salary> &salaries, int n) {
    double sum = 0, factor = rate("x");
    #pragma omp simd reduction(+ : sum)
    for (int i = 0; i < n; ++i) sum += std::pow(salaries[i].amount, 3.14159265) * factor;
    return sum;
}
"""


def test_a_change_is_a_diff_of_statements_with_other_names() -> None:
    assert normal_diff(BEFORE, AFTER, Language.CPP).splitlines() == [
        "@@",
        " double v1 ( const std :: vector < v2 > & v3 , int v4 ) {",
        "-  double v5 = 0 ;",
        "-  for ( int v6 = 0 ; v6 < v4 ; ++ v6 ) {",
        '-    v5 += std :: pow ( v3 [ v6 ] . v7 , 0 ) * v8 ( "" ) ;',
        "-  }",
        '+  double v5 = 0 , v9 = v8 ( "" ) ;',
        "+#pragma omp simd reduction ( + : v5 )",
        "+  for ( int v6 = 0 ; v6 < v4 ; ++ v6 ) v5 += std :: pow ( v3 [ v6 ] . v7 , 0 ) * v9 ;",
        "   return v5 ;",
    ]


@pytest.mark.parametrize("name", ["payroll", "alary", "salar", "amount", "rate", "sum", "3.14"])
def test_no_name_text_or_long_number_of_the_user_is_in_it(name: str) -> None:
    assert name not in normal_diff(BEFORE, AFTER, Language.CPP)
    assert name not in normal_diff("", BEFORE, Language.CPP)


def test_the_same_change_of_other_code_is_the_same_diff() -> None:
    """Other names, comments and layout."""
    names = {"salaries": "rows", "sum": "acc", "total": "f", "factor": "c", "rate": "g"}
    one, other = BEFORE, AFTER.replace("    ", "\t").replace("{\n", "\n{ /* new */\n")
    for old, new in names.items():
        one, other = one.replace(old, new), other.replace(old, new)
    assert normal_diff(one, other, Language.CPP) == normal_diff(BEFORE, AFTER, Language.CPP)


def test_a_new_layout_is_no_change() -> None:
    text = "int f(int x) { return x + 1; }"
    assert normal_diff(text, "int f(int x)\n{\n  return x + 1; // more\n}", Language.C) == ""


BROKEN = ["", "}}} ;;; (((", '"', "int f(", "\ud800", "#define A(x) \\\n x"]


@pytest.mark.parametrize("text", BROKEN)
def test_nothing_is_too_broken_for_a_diff(text: str) -> None:
    normal_diff(text, "int f(void) { return 1; }", Language.C)
    normal_diff("int f(void) { return 1; }", text, Language.C)
