"""Mechanical mistakes: what is changed, and that it still reads as C++."""

from pathlib import Path

import pytest

from benchmarks.mutations import UNDECLARED, mutants, with_attribute, with_undeclared_name
from benchmarks.results import read, share, table, write
from benchmarks.verdict_figures import Judged, Result, Survivor, report
from lessonls.core.reading.syntax import parse
from lessonls.core.target import Language
from lessonls.core.verdict import VerdictKind

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
        assert mutant.change.startswith("line ")


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


def test_results_come_back_as_they_were_written(tmp_path: Path):
    path = tmp_path / "new" / "results.json"
    result = Result(suite="a", name="b", opening=2.5)
    assert read(path, Result) == []
    write(path, [result])
    assert read(path, Result) == [result]


def test_columns_are_aligned():
    assert table(["", "s"], [["first", "1.0"], ["b", "10.0"]]) == (
        "          s\nfirst   1.0\nb      10.0"
    )


def test_nothing_has_no_share():
    assert share([True, False]) == 0.5
    assert share([]) != share([])


def test_the_report_has_medians_stages_and_survivors():
    def judged(kind: VerdictKind, seconds: float) -> Judged:
        return Judged(kind=kind, seconds=seconds, stages={"compile": seconds / 2})

    text = report(
        [
            Result(
                suite="s",
                name="dot",
                opening=2,
                first=judged(VerdictKind.CORRECT, 1),
                correct=[judged(VerdictKind.CORRECT, 0.5)],
                incorrect=[judged(VerdictKind.INCORRECT, 0.25)],
                survivors=[
                    Survivor(operator="0 to 1", change="line 2", same_machine_code=False),
                    Survivor(operator="0 to 1", change="line 3", same_machine_code=True),
                ],
            ),
            Result(suite="s", name="odd", problem="it cannot be judged."),
            Result(suite="s", name="sum", rejected=["unrolled loops: incorrect: it differs."]),
        ]
    )
    rows = {line.split("  ")[0]: line.split() for line in text.splitlines()}
    assert rows["cold: opening and first verdict, s"][-2:] == ["1.50", "3.00"]
    assert rows["compile"] == ["compile", "0.250", "0.125", "-"]
    assert "s odd: it cannot be judged." in text
    assert "3 broken candidates that compile, 2 judged correct (1 of them" in text
    assert "s dot, 0 to 1: line 2" in text
    assert "line 3" not in text
    assert "s sum, unrolled loops: incorrect: it differs." in text
