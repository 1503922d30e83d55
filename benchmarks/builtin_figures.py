"""How far the built-in team gets, from the reports of its runs."""

from collections.abc import Sequence
from statistics import geometric_mean, median

from pydantic import BaseModel

from benchmarks.results import percent, share, table
from lessonls.core.report import OptimizeReport
from lessonls.core.verdict import SIGNIFICANT

_HEAD = (
    "functions",
    "judged",
    "geometric mean",
    "above 1.1x",
    "above 2x",
    "unchanged",
    "worst",
    "s to the best",
    "s in all",
)


class Result(BaseModel):
    """One run. `speedup` is 1 where nothing faster was verified and confirmed.

    `until_best` is when the winner's verdict was known, in seconds from the start, and the whole
    run's length where nothing won; `verdicts` counts the candidates by kind. `problem` says why a
    run failed.
    """

    suite: str
    name: str
    speedup: float = 1.0
    interval: tuple[float, float] | None = None
    agent: str = ""
    round: int = 0
    verdicts: dict[str, int] = {}
    until_best: float = 0.0
    seconds: float = 0.0
    baseline: float = 0.0
    code: str = ""
    problem: str = ""

    def after(self, report: OptimizeReport) -> "Result":
        """The result with what a run reports."""
        kinds = [one.verdict.value for one in report.candidates]
        found = {
            "verdicts": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
            "until_best": report.seconds,
            "seconds": report.seconds,
            "baseline": report.baseline_seconds or 0.0,
        }
        best = report.best
        if best is not None:
            when = [one.elapsed for one in report.candidates if one.code == best.code]
            found |= {
                "speedup": best.speedup,
                "interval": best.interval,
                "agent": best.agent,
                "round": best.round,
                "until_best": min(when, default=report.seconds),
                "code": best.code,
            }
        return self.model_copy(update=found)


def line(result: Result) -> str:
    """One run as progress shows it."""
    start = f"{result.suite:10} {result.name:40}"
    if result.problem:
        return f"{start} {result.problem.splitlines()[0]}"
    low, high = result.interval or (1.0, 1.0)
    kinds = ", ".join(f"{number} {kind}" for kind, number in result.verdicts.items())
    return (
        f"{start} {result.speedup:6.2f}x [{low:.2f}, {high:.2f}] {result.agent or '-'}"
        f" ({kinds or 'no candidate'}; {result.until_best:.0f} of {result.seconds:.0f} s)"
    )


def report(results: Sequence[Result]) -> str:
    """A line for each set and one for all; then what the winners' authors were, and failures.

    A run that failed or found nothing counts as 1.
    """
    if not results:
        return "nothing was run."
    suites = sorted({result.suite for result in results})
    groups = {suite: [r for r in results if r.suite == suite] for suite in suites}
    if len(groups) > 1:
        groups["all"] = list(results)
    parts = [table(["", *_HEAD], [[suite, *_figures(own)] for suite, own in groups.items()])]
    winners = [result.agent for result in results if result.agent]
    by_agent = sorted(set(winners), key=winners.count, reverse=True)
    parts.append("won by: " + ", ".join(f"{name} {winners.count(name)}" for name in by_agent))
    problems = [f"{one.name}: {one.problem}" for one in results if one.problem]
    if problems:
        parts.append("\n".join(["failed, and counted as 1:", *problems]))
    return "\n\n".join(parts)


def _figures(results: Sequence[Result]) -> list[str]:
    speedups = [max(result.speedup, 1.0) for result in results]
    judged = [result for result in results if not result.problem]
    return [
        str(len(results)),
        str(len(judged)),
        f"{geometric_mean(speedups):.2f}",
        percent(share([speedup >= SIGNIFICANT for speedup in speedups])),
        percent(share([speedup > 2 for speedup in speedups])),
        percent(share([not result.agent for result in results])),
        f"{min(result.speedup for result in results):.2f}",
        f"{median(one.until_best for one in judged):.0f}" if judged else "-",
        f"{median(one.seconds for one in judged):.0f}" if judged else "-",
    ]
