"""What is planted, and what is said of intervals."""

from pathlib import Path

import pytest

from benchmarks.noise import KERNELS, planted
from benchmarks.noise_figures import Run, report
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder

SOURCES = sorted(KERNELS.iterdir())


@pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])
def test_every_kernel_can_repeat_a_share_of_its_work(path: Path):
    source = path.read_text(encoding="utf-8")
    target = TreeSitterFinder(CompileCommands()).named(path, source, path.stem)
    assert "one_in = 20;" in planted(target.code, 5)
    assert "one_in = 10;" in planted(target.code, 10)
    assert planted(planted(target.code, 10), 0) == target.code


def run(percent: int, low: float, high: float, **more: bool) -> Run:
    return Run(
        function="f",
        percent=percent,
        busy=0,
        number=0,
        speedup=(low + high) / 2,
        interval=(low, high),
        pairs=20,
        claimed=more.get("claimed", False),
        confirmed=more.get("confirmed", False),
    )


@pytest.mark.parametrize(
    ("one", "found", "contains_one", "contains_truth", "undecided"),
    [
        (run(0, 0.99, 1.01), False, True, True, False),
        (run(0, 0.9, 1.1), False, True, True, True),
        (run(0, 1.01, 1.03), True, False, False, False),
        (run(5, 1.04, 1.06), True, False, True, False),
        (run(10, 0.98, 1.05), False, True, False, True),
    ],
)
def test_intervals(
    one: Run, found: bool, contains_one: bool, contains_truth: bool, undecided: bool
):
    assert one.found is found
    assert one.contains_one is contains_one
    assert one.contains_truth is contains_truth
    assert one.undecided is undecided


def test_the_report_counts_false_wins_with_and_without_confirmation():
    runs = [
        run(0, 0.99, 1.01),
        run(0, 1.01, 1.05, claimed=True),
        run(0, 1.01, 1.05, claimed=True, confirmed=True),
        run(0, 0.99, 1.01),
        run(0, 1.0, 1.0).model_copy(update={"problem": "incorrect: it differs."}),
    ]
    rows = report(runs).splitlines()
    head, last = rows[0].split("  "), rows[-1].split()
    assert head[0] == "nothing planted"
    assert last[:4] == ["all", "5", "0.00", "1.015"]
    assert last[5:] == ["20", "50%", "50%", "50%", "50%", "25%", "0%", "1"]
