"""What the program's calls reach in the original: which of them to look at, and what never ran."""

import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import isfinite
from statistics import median

from lessonls.adapters.judge.replay.first_look import CALL_SECONDS, Calls
from lessonls.adapters.judge.replay.schedule import spread
from lessonls.adapters.judge.replay.timing import Patience, UntimedError, pace
from lessonls.adapters.judge.replay.workshop import Workshop
from lessonls.core.probes import Probed
from lessonls.core.program import Seen
from lessonls_sandbox.replay.gate import STOP, NotStartedError, Sample, Variant
from lessonls_sandbox.replay.state import read_hits, read_seen

_COMPARED, _SURVEYED, _CHOSEN = 120, 480, 40
_SURVEY_SECONDS = 10.0
_PACE_SECONDS = 3.0


@dataclass(frozen=True)
class Reach:
    """Which blocks of the original ran, by call; `probed` is None if that is not known. Nothing is
    said of calls of which some are not among them: what never ran in the others may have run there.
    """

    probed: Probed | None
    hits: Mapping[int, frozenset[int]]

    def blocks(self, calls: Sequence[int]) -> float | None:
        """The share of its blocks that ran in some calls."""
        if self.probed is None or not self.probed.lines or not self._is_known(calls):
            return None
        return len(self._ran(calls)) / len(self.probed.lines)

    def unreached(self, calls: Sequence[int]) -> list[int]:
        """The lines of which nothing ran in these calls, as far as that is known."""
        if self.probed is None or not self._is_known(calls):
            return []
        return self.probed.unreached(self._ran(calls))

    def _is_known(self, calls: Sequence[int]) -> bool:
        return all(call in self.hits for call in calls)

    def _ran(self, calls: Sequence[int]) -> frozenset[int]:
        return frozenset[int]().union(*(self.hits[call] for call in calls))


@dataclass
class Survey:
    """`seconds` are those of calls of the original that were timed, and `arguments` what those
    are that are numbers.
    """

    reach: Reach
    planned: tuple[int, ...]
    seconds: Sequence[float] = ()
    arguments: tuple[Seen, ...] = ()


def survey(workshop: Workshop, calls: Calls, probed: Probed | None, limit: float) -> Survey:
    """Runs the program once more, in which the probed original stands for the rewrite."""
    hits, values = dict[int, frozenset[int]](), list[Sequence[float]]()
    seconds = list[float]()
    compared = spread(calls.number, _COMPARED)
    places = (*compared, *spread(calls.number, _SURVEYED)) if probed else ()
    planned = sorted({*places, *calls.costly})
    deadline = time.monotonic() + _SURVEY_SECONDS

    def look(sample: Sample) -> int:
        if probed is not None and time.monotonic() < deadline:
            noted = _noted(sample)
            if noted is not None:
                hits[sample.number] = noted[0]
                values.append(noted[1][: len(probed.arguments)])
        if sample.number in calls.costly:
            seconds.extend(_paced(sample))
        late = time.monotonic() > deadline
        later = [
            one for one in planned if one > sample.number and (not late or one in calls.costly)
        ]
        return later[0] - sample.number if later else STOP

    if planned:
        workshop.watch(planned[0], limit, look)
    chosen = {*compared, *calls.costly, *_reaching(hits)}
    seen = _ranges(probed.arguments, values) if probed else ()
    return Survey(Reach(probed, hits), tuple(sorted(chosen)), seconds, seen)


def _noted(sample: Sample) -> tuple[frozenset[int], Sequence[float]] | None:
    """Which blocks a call reaches, and its arguments; None if it cannot be repeated."""
    try:
        with closing(sample.trial(Variant.REWRITE)) as trial:
            trial.run_to(sample.runtime.done, CALL_SECONDS)
            state = sample.runtime.state.start
            return read_hits(trial.memory, state), read_seen(trial.memory, state)
    except (NotStartedError, OSError):
        return None


def _ranges(names: Sequence[str], values: Sequence[Sequence[float]]) -> tuple[Seen, ...]:
    """What the arguments are in all calls that told."""
    told = [row for row in values if len(row) == len(names)]
    columns = zip(*told, strict=True) if told else ()
    return tuple(
        Seen(name=name, least=min(column), median=median(column), most=max(column))
        for name, column in zip(names, columns, strict=False)
        if all(map(isfinite, column))
    )


def _paced(sample: Sample) -> Sequence[float]:
    try:
        return (pace(sample, Patience(CALL_SECONDS, time.monotonic() + _PACE_SECONDS)),)
    except (UntimedError, NotStartedError):
        return ()


def _reaching(hits: Mapping[int, frozenset[int]]) -> Sequence[int]:
    """Calls that together reach what all of them do, the first that comes to each block."""
    found, reached = list[int](), frozenset[int]()
    for call in sorted(hits):
        if hits[call] - reached and len(found) < _CHOSEN:
            found.append(call)
            reached |= hits[call]
    return found
