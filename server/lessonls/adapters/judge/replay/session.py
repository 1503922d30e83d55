"""One rewrite in one run of the program: compared at many calls, and timed at some."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from lessonls.adapters.judge.replay.first_look import CALL_SECONDS
from lessonls.adapters.judge.replay.naming import told
from lessonls.adapters.judge.replay.sampling import Compared, compared
from lessonls.adapters.judge.replay.timing import FailedError, Patience, Times, UntimedError, timed
from lessonls.adapters.judge.replay.workshop import Workshop
from lessonls.core.statistics import LEAST_PAIRS
from lessonls_sandbox.replay.gate import STOP, NotStartedError, Sample, Variant

_ROUNDS = 40
_SAMPLING_SECONDS = 20.0
_TIMING_SECONDS = 12.0
_RUNS_A_ROUND = 6
_OVERTIME = 1.5
"""How much longer than planned timing may take, as it does with a slow rewrite."""


@dataclass
class Session:
    """What was found: calls that were compared, times by call, and why calls were not timed."""

    compared: list[Compared] = field(default_factory=list[Compared])
    times: dict[int, Times] = field(default_factory=dict[int, Times])
    untimed: list[str] = field(default_factory=list[str])

    @property
    def wrong(self) -> Compared | None:
        """The first call in which the rewrite did something else."""
        return next((one for one in self.compared if not one.equal and not one.unusable), None)

    @property
    def equal(self) -> Sequence[Compared]:
        """The calls in which it did the same."""
        return [one for one in self.compared if one.equal]


def session(
    workshop: Workshop,
    planned: Sequence[int],
    costly: Sequence[int],
    limit: float,
    rewrite: int,
) -> Session:
    """Runs the program that the workshop has built, up to the first difference: compares the
    planned calls with the rewrite of that number; the costly ones are timed as well.
    """
    found = Session()
    deadline = time.monotonic() + _SAMPLING_SECONDS + _TIMING_SECONDS

    def look(sample: Sample) -> int:
        result = _told(sample)
        found.compared.append(result)
        if not result.equal and not result.unusable:
            return STOP
        if result.equal and sample.number in costly:
            _time(found, sample, result, len(costly))
        later = [call for call in planned if call > sample.number]
        go_on = later and found.wrong is None and time.monotonic() < deadline
        return later[0] - sample.number if go_on else STOP

    workshop.watch(planned[0], limit, look, rewrite)
    return found


def _told(sample: Sample) -> Compared:
    """What the rewrite does at a call, if the original does the same twice there."""
    result = compared(sample, CALL_SECONDS)
    if result.difference is not None:
        itself = compared(sample, CALL_SECONDS, Variant.ORIGINAL)
        if not itself.equal:
            return Compared(sample.number, unusable="is nondeterministic")
    return told(sample, result)


def _time(found: Session, sample: Sample, result: Compared, shares: int) -> None:
    runs = _TIMING_SECONDS / shares / (_RUNS_A_ROUND * max(result.seconds, 1e-3))
    rounds = max(LEAST_PAIRS, min(_ROUNDS, int(runs)))
    share = max(_TIMING_SECONDS / shares, _RUNS_A_ROUND * rounds * result.seconds)
    patience = Patience(CALL_SECONDS, time.monotonic() + _OVERTIME * share)
    try:
        found.times[sample.number] = timed(sample, rounds, patience)
    except UntimedError as problem:
        found.untimed.append(f"call {sample.number} {problem}")
    except NotStartedError:
        found.untimed.append(f"call {sample.number} is made while other threads hold locks")
    except FailedError as failure:
        found.compared.append(Compared(sample.number, failure=str(failure)))
