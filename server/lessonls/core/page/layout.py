"""Where everything of the plot is: columns for rounds, a place for every candidate."""

from collections import Counter
from dataclasses import dataclass

from lessonls.core.page.scales import Scale, scale_for
from lessonls.core.report import CandidateReport, OptimizeReport
from lessonls.core.verdict import VerdictKind

Point = tuple[float, float]

WIDTH = 960.0
"""Of a plot with few candidates; one with many is wider, and scrolls."""

TOP = 36.0
BOTTOM = 320.0
_LEFT = 72.0
_ROW = 28.0
_SLOT = 12.0
_COLUMN = 60.0
_BESIDE = 84.0

NOT_TIMED = "not timed"
REJECTED = "rejected"


@dataclass(frozen=True)
class Column:
    """A round, with the edges of its part of the plot."""

    round: int
    left: float
    right: float


@dataclass(frozen=True)
class Layout:
    """`places` has the candidates in their order, `rows` the heights of those without a speedup.

    `earlier` is the middle of the column for lessons of earlier runs, `again` the one of the
    second timing; None if there is nothing to show in it.
    """

    width: float
    height: float
    scale: Scale
    columns: tuple[Column, ...]
    rows: dict[str, float]
    places: tuple[Point, ...]
    earlier: float | None
    again: float | None

    @property
    def left(self) -> float:
        """Where the axis stands."""
        return _LEFT

    @property
    def floor(self) -> float:
        """The lower edge of everything but the names of the rounds."""
        return max([BOTTOM, *(height + _ROW / 2 for height in self.rows.values())])


def layout_of(report: OptimizeReport, *, earlier: bool, again: bool) -> Layout:
    """A layout for a report with at least one candidate."""
    start = _LEFT + (_BESIDE if earlier else 0.0)
    columns = _columns(report.candidates, start, WIDTH - (_BESIDE if again else 0.0))
    end = columns[-1].right
    needed = dict.fromkeys(row for one in report.candidates if (row := row_of(one)))
    names = [name for name in (NOT_TIMED, REJECTED) if name in needed]
    rows = {name: BOTTOM + _ROW * (position + 0.7) for position, name in enumerate(names)}
    scale = scale_for(_values(report), TOP, BOTTOM)
    return Layout(
        width=end + (_BESIDE if again else 0.0),
        height=BOTTOM + _ROW * (len(rows) + 1.2),
        scale=scale,
        columns=columns,
        rows=rows,
        places=_places(report.candidates, columns, rows, scale),
        earlier=_LEFT + _BESIDE / 2 if earlier else None,
        again=end + _BESIDE / 2 if again else None,
    )


def row_of(candidate: CandidateReport) -> str | None:
    """The row below the plot for a candidate that has no speedup to plot."""
    if candidate.verdict is not VerdictKind.CORRECT:
        return REJECTED
    return NOT_TIMED if candidate.speedup is None else None


def _columns(
    candidates: tuple[CandidateReport, ...], start: float, end: float
) -> tuple[Column, ...]:
    """Side by side from `start`, at least to `end`; further where they need more room."""
    sizes = Counter(one.round for one in candidates)
    needed = {number: max(_COLUMN, _SLOT * size) for number, size in sizes.items()}
    spare = max(0.0, end - start - sum(needed.values())) / len(needed)
    columns: list[Column] = []
    for number in sorted(needed):
        left = columns[-1].right if columns else start
        columns.append(Column(number, left, left + needed[number] + spare))
    return tuple(columns)


def _places(
    candidates: tuple[CandidateReport, ...],
    columns: tuple[Column, ...],
    rows: dict[str, float],
    scale: Scale,
) -> tuple[Point, ...]:
    """From left to right in the order in which they were judged."""
    sizes = Counter(one.round for one in candidates)
    column_of = {column.round: column for column in columns}
    placed: Counter[int] = Counter()
    places: list[Point] = []
    for one in candidates:
        column = column_of[one.round]
        share = (placed[one.round] + 0.5) / sizes[one.round]
        placed[one.round] += 1
        row = row_of(one)
        height = rows[row] if row else scale.at(one.speedup or 0.0)
        places.append((column.left + (column.right - column.left) * share, height))
    return tuple(places)


def _values(report: OptimizeReport) -> list[float]:
    """Everything that must fit on the scale."""
    shown = [one for one in report.candidates if row_of(one) is None]
    measured = [*shown, *([report.best] if report.best else [])]
    values = [one.speedup for one in measured if one.speedup is not None]
    return values + [end for one in measured if one.interval for end in one.interval]
