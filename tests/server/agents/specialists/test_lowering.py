"""One loop IR for the many ways to write the same."""

import pytest

from lessonls.agents.specialists.analysis.loop_ir import Loop, Statement
from lessonls.agents.specialists.analysis.lowering import lowered
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode


def steps(body: str, before: str = "") -> tuple[Statement, ...]:
    """The loop IR of a function of a vector x, a number n and a total s."""
    text = f"void f(std::vector<double>& x, int n, double s) {{ {body} }}"
    return lowered(Code(text, Language.CPP, Mode.SERIAL, before))


ALIKE = {
    "sums": ["s += x[n];", "s = s + x[n];", "s = x[n] + s;"],
    "steps": ["n++;", "++n;", "n += 1;", "n = n + 1;"],
    "minima": [
        "if (x[n] < s) s = x[n];",
        "if (s > x[n]) { s = x[n]; }",
        "s = std::min(s, x[n]);",
        "s = fmin(x[n], s);",
        "s = x[n] < s ? x[n] : s;",
        "const double d = x[n]; if (d < s) s = d;",
    ],
    "loops": [
        "for (int i = 0; i < n; i++) s += x[i];",
        "for (int i = 0; i <= n - 1; ++i) { s = s + x.at(i); }",
        "for (int i = 0; n > i; i += 1) { const double v = x[i]; s += v; }",
        "for (int i = 0; i != n; ++i) { /* add */ s += x[i]; }",
        "int i; for (i = 0; i < n; i++) s += x[i];",
    ],
    "counts": [
        "if (x[0] < s) n++;",
        "n += x[0] < s;",
        "n = n + (s > x[0]);",
        "n += x[0] < s ? 1 : 0;",
    ],
    "conditions": [
        "for (int i = 0; i < n; i++) { if (i == 3) continue; s += x[i]; }",
        "for (int i = 0; i < n; i++) { if (i != 3) { s += x[i]; } }",
    ],
    "squares": ["s = x[n] * x[n];", "s = pow(x[n], 2);", "s = std::pow((x[n]), 2.0);"],
    "helpers": [
        "s = std::abs(x[n] - x[0]);",
        "auto gap = [](double a, double b) { return fabs(a - b); }; s = gap(x[n], x[0]);",
        "s = apart(x[n], x[0]);",
    ],
}
HELPER = "static double apart(double a, double b) { const double d = a - b; return std::fabs(d); }"


@pytest.mark.parametrize("texts", ALIKE.values(), ids=ALIKE.keys())
def test_different_words_for_the_same(texts: list[str]) -> None:
    """Whoever writes it, it has one form."""
    forms = [tuple(one for one in steps(text, HELPER) if not _bare(one)) for text in texts]
    assert forms.count(forms[0]) == len(forms), forms


def _bare(step: Statement) -> bool:
    """A declaration without a value, of a loop's variable."""
    return type(step).__name__ == "Declare"


@pytest.mark.parametrize(
    "head",
    ["for (double& v : x)", "for (const auto& v : x)", "for (auto v : x)"],
)
def test_loops_over_elements_count(head: str) -> None:
    """A range-for is a loop over positions."""
    (loop,) = steps(f"{head} s += v;")
    assert isinstance(loop, Loop)
    assert (str(loop.first), str(loop.end)) == ("0", "x.size()")
    assert loop.body == steps("s += x[v];")


def test_an_iterator_is_a_position() -> None:
    """What it points to is an element."""
    (loop,) = steps("for (auto it = x.begin(); it != x.end(); ++it) s += *it;")
    assert isinstance(loop, Loop)
    assert (str(loop.end), loop.body) == ("x.size()", steps("s += x[it];"))


@pytest.mark.parametrize("start", ["a + 1", "std::next(a)"])
def test_an_iterator_may_start_behind_another(start: str) -> None:
    """Pairs of iterators are pairs of positions."""
    (outer,) = steps(
        "for (auto a = x.begin(); a != x.end(); ++a) "
        f"for (auto b = {start}; b != x.end(); ++b) s += *a * *b;"
    )
    assert isinstance(outer, Loop)
    (inner,) = outer.body
    assert isinstance(inner, Loop)
    assert (str(inner.first), str(inner.end)) == ("a + 1", "x.size()")
    assert inner.body == steps("s += x[a] * x[b];")


@pytest.mark.parametrize(
    "body",
    [
        "double d = x[0]; x[0] = x[1]; x[1] = d;",
        "double d = draw(); s = d; s = d;",
        "double d = s; s = 0; s = d;",
    ],
)
def test_a_value_that_may_change_keeps_its_variable(body: str) -> None:
    """Only what is the same wherever it is used is computed where it is used."""
    assert any(_bare(step) for step in steps(body))


def test_an_integer_stays_one() -> None:
    """The type of a variable is part of what it means."""
    assert steps("int half = s / 2; s = half;") != steps("double half = s / 2; s = half;")
