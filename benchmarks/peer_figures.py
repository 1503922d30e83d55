"""How far compilers get, from the judge's verdicts on what they make of the same functions."""

from collections.abc import Sequence
from statistics import geometric_mean

from pydantic import BaseModel

from benchmarks.results import percent, share, table
from lessonls.core.statistics import Comparison, is_clear
from lessonls.core.target import Mode
from lessonls.core.verdict import Verdict, VerdictKind

_HEAD = (
    "judged",
    "geometric mean",
    "above 2x",
    "no change",
    "inconclusive",
    "slower",
    "worst",
    "rejected",
)


class Result(BaseModel):
    """One function and the verdict on every peer, by the peer's name.

    `sizes` are the timing sizes, `seconds` one call of the original in each mode; `problem`
    says why the function, or what is missing of it, could not be judged.
    """

    suite: str
    name: str
    setting: str
    sizes: dict[str, int] = {}
    seconds: dict[Mode, float] = {}
    verdicts: dict[str, Verdict] = {}
    problem: str = ""

    def speedup(self, peer: str) -> float:
        """1 where the peer was rejected or could not be measured."""
        verdict = self.verdicts.get(peer)
        return 1.0 if verdict is None or verdict.speedup is None else verdict.speedup

    def interval(self, peer: str) -> tuple[float, float]:
        """From 1 to 1 in the same cases."""
        verdict = self.verdicts.get(peer)
        return (1.0, 1.0) if verdict is None or verdict.interval is None else verdict.interval

    def undecided(self, peer: str) -> bool:
        """Measured, neither a win nor a loss, and too wide to be called equal."""
        return not is_clear(
            Comparison(speedup=self.speedup(peer), interval=self.interval(peer), pairs=0)
        )

    def rejected(self, peer: str) -> bool:
        """Whether the peer's machine code was not built, wrong, faulty or far too slow."""
        verdict = self.verdicts.get(peer)
        return verdict is not None and verdict.kind is not VerdictKind.CORRECT


def line(peer: str, verdict: Verdict) -> str:
    """One verdict as progress shows it."""
    if verdict.speedup is None or verdict.interval is None:
        return f"{peer:27} {verdict.kind.replace('_', ' ')}: {verdict.reason}"
    low, high = verdict.interval
    notes = filter(None, [verdict.reason, *verdict.evidence.conditions])
    return " ".join([f"{peer:27} {verdict.speedup:6.2f}x [{low:.2f}, {high:.2f}]", *notes])


def report(results: Sequence[Result], peers: Sequence[str]) -> str:
    """A table for each set and, where there are several, for all; then what was rejected.

    *No change* are those whose interval contains 1, *inconclusive* those of them whose interval is
    too wide to conclude that. A rejected peer counts as 1, because one would not build with it.
    """
    if not results:
        return "nothing was compared."
    suites = sorted({result.suite for result in results})
    groups = {suite: [r for r in results if r.suite == suite] for suite in suites}
    if len(groups) > 1:
        groups["all"] = list(results)
    settings = sorted({result.setting for result in results})
    parts = [f"1 is the original, by gcc -O3 -march=native ({'; '.join(settings)})"]
    parts += [_table(suite, own, peers) for suite, own in groups.items()]
    rejections = [
        f"{peer}: {result.name}: {line('', result.verdicts[peer]).strip()}"
        for peer in peers
        for result in results
        if result.rejected(peer)
    ]
    if rejections:
        parts.append("\n".join(["rejected, and counted as 1:", *rejections]))
    problems = [f"{result.name}: {result.problem}" for result in results if result.problem]
    if problems:
        parts.append("\n".join(["not judged, and counted as 1:", *problems]))
    return "\n\n".join(parts)


def _table(suite: str, results: Sequence[Result], peers: Sequence[str]) -> str:
    return table([suite, *_HEAD], [[peer, *_figures(results, peer)] for peer in peers])


def _figures(results: Sequence[Result], peer: str) -> list[str]:
    speedups = [result.speedup(peer) for result in results]
    intervals = [result.interval(peer) for result in results]
    judged = sum(peer in result.verdicts for result in results)
    return [
        f"{judged}/{len(results)}",
        f"{geometric_mean(speedups):.2f}",
        percent(share([speedup > 2 for speedup in speedups])),
        percent(share([low <= 1 <= high for low, high in intervals])),
        percent(share([result.undecided(peer) for result in results])),
        percent(share([high < 1 for _, high in intervals])),
        f"{min(speedups):.2f}",
        str(sum(result.rejected(peer) for result in results)),
    ]
