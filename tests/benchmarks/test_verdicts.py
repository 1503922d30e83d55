"""The figures of verdicts, and files of results."""

from pathlib import Path

from benchmarks.results import read, share, table, write
from benchmarks.verdict_figures import Judged, Result, Survivor, report
from lessonls.core.verdict import VerdictKind


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
