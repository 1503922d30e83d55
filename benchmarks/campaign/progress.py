"""How far a campaign is: a bar with the time left on a terminal, else a line a problem."""

from collections.abc import Sequence
from statistics import fmean
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from benchmarks.campaign.folder import ResultFolder, missing
from benchmarks.campaign.measures import mean_speedup
from benchmarks.campaign.record import Record
from benchmarks.generation.scores import passes


class Progress:
    """Shows each record as it comes, and the geometric mean so far. Use it as a context."""

    def __init__(self, folder: ResultFolder) -> None:
        setup = folder.manifest.setup
        self._records = [one for one in folder.finished if not one.again]
        self._every = len(setup.problems) * setup.repetitions
        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
        )
        self._bar = Bar(*columns, console=console, disable=not console.is_terminal)
        left = len(missing(self._records, setup))
        self._task = self._bar.add_task(
            setup.strategy, total=self._every, completed=self._every - left
        )

    def done(self, record: Record) -> None:
        """One more is finished."""
        self._records.append(record)
        self._bar.update(self._task, advance=1, description=_so_far(self._records))
        said = record.problem or _outcome(record)
        times = f"({record.until_best:.0f} of {record.seconds:.0f} s)"
        place = f"{len(self._records)}/{self._every}"
        self._bar.console.print(
            f"{place} {record.suite} {record.name}: {said} {times}",
            highlight=False,
            markup=False,
            soft_wrap=True,
            emoji=False,
        )

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()


def _so_far(records: Sequence[Record]) -> str:
    if all(one.grades is None for one in records):
        return f"{mean_speedup(records):.2f}x"
    return f"pass@1 {fmean(map(passes, records)):.3f}"


def _outcome(record: Record) -> str:
    if record.grades is not None:
        return "passes" if passes(record) else "fails"
    low, high = record.interval
    return f"{record.speedup:.2f}x [{low:.2f}, {high:.2f}]"
