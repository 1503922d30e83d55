"""What predicates say of functions."""

from collections.abc import Callable

import pytest

from lessonls.agents.specialists.features import predicate_of
from lessonls.core.predicate import Predicate, common, likeness
from lessonls.core.target import Language, Mode, Target
from lessonls.fakes import example_target

Computed = Callable[[str], Predicate]

COLUMN_SUMS = """void f(const double *a, double *s, int n) {
    for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++) s[j] += a[i * n + j];
}"""
SMOOTH = """void g(const float *in, float *out, int n) {
    for (int i = 1; i < n - 1; i++) out[i] = in[i - 1] + in[i] + in[i + 1];
}"""
PREFIX = "void p(int *x, int n) { for (int i = 1; i < n; i++) x[i] += x[i - 1]; }"
FIND = "int h(const int *x, int n) { for (int i = 0; i < n; i++) if (!x[i]) return i; return -1; }"
GATHER = """void q(const int *__restrict at, const int *__restrict x, int *__restrict y, int n) {
    for (int i = 0; i < n; i++) y[i] = x[at[i]];
}"""
SORTED = """std::vector<Pay> k(std::vector<Pay> all) {
    std::vector<Pay> kept;
    for (const Pay &one : all) if (one.due) kept.push_back(one);
    std::sort(kept.begin(), kept.end(), by_secret);
    return kept;
}"""
RECURSIVE = "int r(int n) { return n < 2 ? n : r(n - 1) + r(n - 2); }"


def computed(code: str) -> Predicate:
    return predicate_of(target(code), Mode.SERIAL)


def target(code: str) -> Target:
    return example_target(code).model_copy(update={"language": Language.CPP})


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (COLUMN_SUMS, {"nest": 2, "strides": ("far", "same"), "elements": ("double",)}),
        (SMOOTH, {"nest": 1, "subscripts": ("neighbours",), "elements": ("float",)}),
        (PREFIX, {"nest": 1, "dependence": ("carried",), "elements": ("int",)}),
        (FIND, {"dependence": ("early exit",), "traits": ("branches in loops",)}),
        (GATHER, {"subscripts": ("indirect",), "dependence": ("independent",)}),
        (SORTED, {"containers": ("vector",), "calls": ("begin", "end", "push_back", "sort")}),
        (SORTED, {"traits": ("allocates memory", "branches in loops"), "loops": ("range",)}),
        (RECURSIVE, {"nest": 0, "traits": ("recursion",), "calls": ("other function",)}),
    ],
)
def test_a_predicate_says_what_loops_do(code: str, expected: dict[str, object]) -> None:
    found = computed(code).model_dump()
    assert {name: found[name] for name in expected} == expected


def test_no_name_of_the_user_is_in_a_predicate() -> None:
    assert "secret" not in str(computed(SORTED))
    assert "Pay" not in str(computed(SORTED))


@pytest.mark.parametrize("code", ["", "int f(", "}}}", "void f(void) {}", "for (;;) {"])
def test_what_cannot_be_parsed_is_left_out(code: str) -> None:
    assert computed(code).nest <= 1


def test_names_and_layout_do_not_matter() -> None:
    other = COLUMN_SUMS.replace("double *a", "double *values").replace("a[i", "values[i")
    assert likeness(computed(COLUMN_SUMS), computed(f"// Sums.\n{other}")) == 1.0


def test_code_of_the_same_kind_is_more_alike() -> None:
    three = SMOOTH.replace("g(", "other(").replace("float", "double").replace("+ in[i] ", "")
    near = likeness(computed(SMOOTH), computed(three))
    assert near > 0.8
    for other in (SORTED, RECURSIVE, FIND):
        assert likeness(computed(SMOOTH), computed(other)) < 0.5


def test_what_two_functions_share_is_said_in_words() -> None:
    assert common(computed(COLUMN_SUMS), computed(PREFIX)) == "for loops"
    both = common(computed(COLUMN_SUMS), computed(COLUMN_SUMS.replace("double", "float")))
    assert both.startswith("a nest of 2 loops; for loops; strides: far, same; ")


def test_the_compiler_s_remarks_are_sorted_into_kinds() -> None:
    """Those of a lesson without any do not count against it."""
    remarks = ("line 1 (for): possible alias involving gather/scatter", "line 2 (while): strange")
    with_remarks = predicate_of(target(PREFIX), Mode.SERIAL, remarks)
    assert with_remarks.remarks == ("alias", "other")
    assert likeness(with_remarks, computed(PREFIX)) == 1.0
    assert likeness(Predicate(), computed(PREFIX)) == 0.0
