"""How well the clock did, as values and as a table. Pure."""

from collections.abc import Sequence
from statistics import median

from pydantic import BaseModel

from benchmarks.results import percent, share, table
from lessonls.core.statistics import Comparison, is_clear


class Run(BaseModel):
    """One session of a kernel whose baseline does `percent` of its work again.

    `seconds` is one call of the baseline, the median over the pairs. `claimed` is what the
    first session says, `confirmed` what both say. `problem` is set where there was nothing
    to measure.
    """

    function: str
    percent: int
    busy: int
    number: int
    speedup: float = 1.0
    interval: tuple[float, float] = (1.0, 1.0)
    pairs: int = 0
    seconds: float = 0.0
    claimed: bool = False
    confirmed: bool = False
    problem: str = ""

    @property
    def key(self) -> tuple[str, int, int]:
        return self.function, self.percent, self.busy

    @property
    def found(self) -> bool:
        """The whole interval lies above 1."""
        return self.interval[0] > 1.0

    @property
    def contains_one(self) -> bool:
        return self.interval[0] <= 1.0 <= self.interval[1]

    @property
    def contains_truth(self) -> bool:
        return self.interval[0] <= 1 + self.percent / 100 <= self.interval[1]

    @property
    def half_width(self) -> float:
        """Half the interval as a share of the speedup."""
        return (self.interval[1] - self.interval[0]) / 2 / self.speedup

    @property
    def undecided(self) -> bool:
        """Neither a win nor a loss, and too wide to be called equal: as the judge has it."""
        return not is_clear(
            Comparison(speedup=self.speedup, interval=self.interval, pairs=self.pairs)
        )

    @property
    def line(self) -> str:
        """What is said of it while others are still to come."""
        what = f"{self.function} {self.percent}% run {self.number}:"
        if self.problem:
            return f"{what} {self.problem}"
        low, high = self.interval
        claim = "confirmed" if self.confirmed else "claimed" if self.claimed else ""
        return f"{what} {self.speedup:.3f} [{low:.3f}, {high:.3f}] {self.pairs} pairs {claim}"


def report(runs: Sequence[Run]) -> str:
    """A table for each planted share, with a line for each function and one for all."""
    parts = [
        _table(share_of_work, [run for run in runs if run.percent == share_of_work])
        for share_of_work in sorted({run.percent for run in runs})
    ]
    return "\n\n".join(parts)


def _table(planted: int, runs: Sequence[Run]) -> str:
    title = f"planted {planted}%" if planted else "nothing planted"
    head = [title, "runs", "call, us", "median", "half-width", "pairs", "contains 1"]
    head += ["contains truth", "found", "claimed", "confirmed", "inconclusive", "failed"]
    names = sorted({run.function for run in runs})
    rows = [_row(name, [run for run in runs if run.function == name]) for name in names]
    return table(head, [*rows, _row("all", runs)])


def _row(name: str, runs: Sequence[Run]) -> list[str]:
    good = [run for run in runs if not run.problem]
    if not good:
        return [name, str(len(runs)), *["-"] * 10, str(len(runs))]
    return [
        name,
        str(len(runs)),
        f"{1e6 * median(run.seconds for run in good):.2f}",
        f"{median(run.speedup for run in good):.3f}",
        f"{100 * median(run.half_width for run in good):.2f}%",
        f"{median(run.pairs for run in good):.0f}",
        percent(share([run.contains_one for run in good])),
        percent(share([run.contains_truth for run in good])),
        percent(share([run.found for run in good])),
        percent(share([run.claimed for run in good])),
        percent(share([run.confirmed for run in good])),
        percent(share([run.undecided for run in good])),
        str(len(runs) - len(good)),
    ]
