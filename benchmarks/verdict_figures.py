"""What the judge's verdicts cost, as values and as a table. Pure."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from pydantic import BaseModel

from benchmarks.results import middle_and_worst, table
from lessonls.core.verdict import VerdictKind

_MEGABYTE = 1 << 20


class Judged(BaseModel):
    """One verdict. `seconds` are the client's, `stages` the judge's own."""

    kind: VerdictKind
    seconds: float
    pairs: int = 0
    reason: str = ""
    stages: dict[str, float] = {}


class Survivor(BaseModel):
    """A mutant that was judged correct."""

    operator: str
    change: str
    same_machine_code: bool


class Result(BaseModel):
    """All that was measured on one problem; `problem` says why nothing could be.

    `opening` is from nothing to a bench that is ready, `first` the verdict after that.
    `rejected` are candidates that were meant to be correct. `memory` and `disk` are peaks in
    bytes, `left_files` and `left_processes` what was still there afterwards.
    """

    suite: str
    name: str
    problem: str = ""
    opening: float = 0.0
    first: Judged | None = None
    correct: list[Judged] = []
    incorrect: list[Judged] = []
    not_compilable: list[Judged] = []
    survivors: list[Survivor] = []
    rejected: list[str] = []
    memory: int = 0
    disk: int = 0
    left_files: int = 0
    left_processes: int = 0

    @property
    def cold(self) -> float:
        """Seconds from nothing to the first verdict."""
        return self.opening + (0.0 if self.first is None else self.first.seconds)

    @property
    def line(self) -> str:
        """What is said of it while others are still to come."""
        if self.problem:
            return self.problem
        return (
            f"opened in {self.opening:.1f} s, cold {self.cold:.1f} s, warm"
            f" {_middle(self.correct)} s correct, {_middle(self.incorrect)} s incorrect,"
            f" {_middle(self.not_compilable)} s not compilable, {len(self.survivors)} survivors"
        )


def report(results: Sequence[Result]) -> str:
    """All tables: each problem, medians and worst, where the time goes, survivors."""
    measured = [result for result in results if not result.problem]
    refused = [f"{r.suite} {r.name}: {r.problem}" for r in results if r.problem]
    parts = [_problems(measured), _summary(measured), _stages(measured), *refused]
    return "\n\n".join(part for part in [*parts, _survivors(measured)] if part)


def _problems(results: Sequence[Result]) -> str:
    head = [
        "function",
        "opening",
        "cold",
        "correct",
        "incorrect",
        "not compilable",
        "MB",
        "disk MB",
    ]
    return table(
        head,
        [
            [
                f"{r.suite} {r.name}",
                f"{r.opening:.2f}",
                f"{r.cold:.2f}",
                _middle(r.correct),
                _middle(r.incorrect),
                _middle(r.not_compilable),
                f"{r.memory / _MEGABYTE:.0f}",
                f"{r.disk / _MEGABYTE:.1f}",
            ]
            for r in results
        ],
    )


def _middle(verdicts: Sequence[Judged]) -> str:
    return f"{median(v.seconds for v in verdicts):.2f}" if verdicts else "-"


def _summary(results: Sequence[Result]) -> str:
    measures: dict[str, list[float]] = {
        "opening, s": [r.opening for r in results],
        "cold: opening and first verdict, s": [r.cold for r in results],
        "warm, correct, s": _seconds(results, lambda r: r.correct),
        "warm, incorrect, s": _seconds(results, lambda r: r.incorrect),
        "warm, not compilable, s": _seconds(results, lambda r: r.not_compilable),
        "peak memory, MB": [r.memory / _MEGABYTE for r in results],
        "peak disk, MB": [r.disk / _MEGABYTE for r in results],
        "files left": [r.left_files for r in results],
        "processes left": [r.left_processes for r in results],
    }
    rows = [(name, *middle_and_worst(numbers)) for name, numbers in measures.items()]
    text = [[name, f"{middle:.2f}", f"{worst:.2f}"] for name, middle, worst in rows]
    return table([f"{len(results)} functions", "median", "worst"], text)


def _seconds(
    results: Sequence[Result], chosen: Callable[[Result], Sequence[Judged]]
) -> list[float]:
    return [verdict.seconds for result in results for verdict in chosen(result)]


def _stages(results: Sequence[Result]) -> str:
    """Mean seconds of every stage; nothing if the judge does not say."""
    groups: dict[str, list[Mapping[str, float]]] = {
        "correct": [v.stages for r in results for v in r.correct if v.stages],
        "incorrect": [v.stages for r in results for v in r.incorrect if v.stages],
        "not compilable": [v.stages for r in results for v in r.not_compilable if v.stages],
    }
    names = list(dict.fromkeys(name for rows in groups.values() for row in rows for name in row))
    if not names:
        return ""
    head = ["mean seconds of each stage", *groups]
    return table(head, [[name, *(_mean(rows, name) for rows in groups.values())] for name in names])


def _mean(rows: Sequence[Mapping[str, float]], name: str) -> str:
    known = [row.get(name, 0.0) for row in rows]
    return f"{sum(known) / len(known):.3f}" if any(known) else "-"


def _survivors(results: Sequence[Result]) -> str:
    tried = sum(len(r.incorrect) + len(r.survivors) for r in results)
    found = [(r, survivor) for r in results for survivor in r.survivors]
    same = sum(survivor.same_machine_code for _, survivor in found)
    lines = [
        f"{tried} broken candidates that compile, {len(found)} judged correct"
        f" ({same} of them are the same machine code as the original):"
    ]
    lines += [
        f"  {r.suite} {r.name}, {survivor.operator}: {survivor.change}"
        for r, survivor in found
        if not survivor.same_machine_code
    ]
    rejected = [f"  {r.suite} {r.name}, {text}" for r in results for text in r.rejected]
    if rejected:
        lines += ["", "Meant to be correct and rejected:", *rejected]
    return "\n".join(lines)
