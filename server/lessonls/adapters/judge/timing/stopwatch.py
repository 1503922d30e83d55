"""Interleaved pairs: baseline and candidate on the same fresh inputs, one after the other.

Inputs are new again and again, each run is a process of its own, the order within a pair is
random, and all answers are compared. Single-threaded code is timed by its
CPU clock, OpenMP code by the wall clock.
"""

import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from lessonls.adapters.judge.checking import Compare, Difference
from lessonls.adapters.judge.execution import (
    Answer,
    Call,
    EncodedCalls,
    Laboratory,
    Style,
    encoded,
)
from lessonls.adapters.judge.inference import tells
from lessonls.adapters.judge.timing.growth import (
    halved,
    is_length,
    is_linear,
    is_margin,
    resized,
    timed_elements,
    unwritten,
)
from lessonls.adapters.judge.timing.redrawing import redrawn
from lessonls.core.errors import BaselineError, WorkloadError
from lessonls.core.statistics import LEAST_PAIRS, decided, hopeless, median_interval
from lessonls.core.workload import Workload
from lessonls_sandbox.places import left_alone
from lessonls_sandbox.run import Sample

_GOAL_SECONDS = 0.004
_BATCH_SECONDS = 0.002
_LEAST_SECONDS, _SHORT_SECONDS = 0.001, 0.0002
_SECONDS_A_BYTE = 2e-12
"""Who takes less hardly looks at its inputs: a megabyte comes from no cache at 500 GB a second."""
_FEW_BYTES, _MOST_BYTES = 2 << 20, 12 << 20
"""How large inputs become while a call takes less than the goal, and than the least."""
_SMALLEST, _COUNT = 16, 10
_PILOT_CALLS, _FASTER_BATCHES = 64, 64
_MOST_BATCH_BYTES = 5 << 19
_MOST_CALLS, _MOST_GENERATED = 8192, 32
_PACINGS = 3
_LARGEST = 1 << 25
_MOST_MADE = 1 << 18
"""The largest size that is asked of a generator: it may take far longer than the function."""
_SANITIZED_SECONDS = 2.5
"""For one call at the timing sizes: what takes longer has pass the sanitizers for long enough."""
_SECOND_LOOKS, _TOLD = 2, 3
_MOST_SECONDS, _AFTER_LATE = 10.0, 0.25
"""For one sample; less where one has taken as long."""
_ELSEWHERE_SHARE = 0.5
_LOADING_SECONDS = 0.00015
_WRITING_SECONDS = 4e-10  # a byte
_CERTAINTY = 0.99
_CLOCK_SECONDS = 1e-9
_BUSY_SECONDS, _WAKEFUL_SECONDS = 0.003, 0.02
_MOST_PAIRS = 60
_PAIRS_PER_INPUT = 3
SESSION_SECONDS = 2.5
"""How long a timing session goes on at the most, once there are enough pairs to conclude."""
_PATIENCE = 20.0


@dataclass(frozen=True)
class Pace:
    """How timed samples are made: the workload with its timing sizes, calls per sample, the
    baseline's seconds for one call, and the bytes of its arguments.
    """

    workload: Workload
    calls: int
    seconds: float
    nbytes: int = 0


@dataclass(frozen=True)
class Ready:
    """Inputs that the baseline gets through, as the harness reads them, and its seconds for one."""

    calls: list[Call]
    encoded: EncodedCalls
    seconds: float


@dataclass(frozen=True)
class Session:
    """Seconds of one call, pair by pair, or what went wrong with the candidate.

    `outside` is by how much longer the candidate's process worked before and after its calls
    than the baseline's, in seconds per call, pair by pair.
    """

    baseline: tuple[float, ...] = ()
    candidate: tuple[float, ...] = ()
    outside: tuple[float, ...] = ()
    problem: str = ""
    difference: Difference | None = None

    @property
    def charged(self) -> tuple[float, ...]:
        """The candidate's seconds with those that it spent before and after its calls.

        Only those that are certain: what surrounds the calls scatters more than they do.
        Loading a larger library is no work of the function, nor is writing out an answer
        that lies in memory which was used less: both stay free.
        """
        return tuple(seconds + self._elsewhere for seconds in self.candidate)

    @property
    def _elsewhere(self) -> float:
        if len(self.outside) < LEAST_PAIRS:
            return 0.0
        return max(0.0, median_interval(self.outside, _CERTAINTY)[0])

    @property
    def works_elsewhere(self) -> bool:
        """Whether much of the work was moved out of the calls: to loading, the end, a thread."""
        return self._elsewhere > _ELSEWHERE_SHARE * median(self.baseline or (0.0,))


def _patience(pace: Pace) -> float:
    """How long a sample may take."""
    return _PATIENCE * pace.seconds * pace.calls + 1.0


def _room(seconds: float, nbytes: int) -> int:
    """How many bytes inputs may have: more where a call is short and looks at them all."""
    looks = seconds > nbytes * _SECONDS_A_BYTE
    return _MOST_BYTES if looks and seconds < _LEAST_SECONDS else _FEW_BYTES


class Stopwatch:
    """Times libraries of one target. `threads` 1 is serial, 0 leaves OpenMP its default."""

    def __init__(
        self,
        laboratory: Laboratory,
        names: Sequence[str],
        threads: int,
        seed: int,
        session_seconds: float = SESSION_SECONDS,
    ) -> None:
        self._laboratory = laboratory
        self._names = names
        self._threads = threads
        self._rng = np.random.default_rng(seed)
        self._session_seconds = session_seconds

    def fresh(self, workload: Workload, count: int) -> list[Call]:
        """New inputs of about the timing size: the exact one must not be known."""
        made = [
            self._laboratory.make(
                self._names, workload.timed, self._near(workload), Style.PLAIN, self._rng
            )
            for _ in range(min(count, _MOST_GENERATED) if self._laboratory.source else count)
        ]
        return [made[at % len(made)] for at in range(count)]

    def proper(self, library: str, workload: Workload, count: int, limit: float) -> Ready:
        """New inputs that a library gets through; BaselineError where it hardly does with any."""
        calls = self.fresh(workload, count)
        ready = encoded(calls)
        seconds, answer = self.measure(library, ready, limit)
        if not answer.problem:
            return Ready(calls, ready, seconds)
        calls = redrawn(
            calls,
            lambda: self.fresh(workload, count),
            lambda some, left: self._laboratory.run(library, some, self._threads, left),
            limit * _AFTER_LATE if answer.sample.timed_out else limit,
        )
        if not calls:
            raise BaselineError(f"the function fails on its timing inputs: it {answer.problem}.")
        ready = encoded(calls)
        return Ready(calls, ready, self.measure(library, ready, limit)[0])

    def _near(self, workload: Workload) -> dict[str, int]:
        return {
            name: size.timing
            if size.power_of_two
            else max(size.minimum, size.timing - int(self._rng.integers(0, size.timing // 64 + 2)))
            for name, size in workload.sizes.items()
        }

    def measure(self, library: str, calls: EncodedCalls, limit: float) -> tuple[float, Answer]:
        """Seconds of one call, and the answer."""
        answer = self._laboratory.time(library, calls, self._threads, limit)
        sample = answer.sample
        seconds = sample.cpu_seconds if self._threads == 1 else sample.wall_seconds
        if (
            seconds <= 0
        ):  # the kernel had not added it up yet: the wall clock knows at most too much
            seconds = max(sample.wall_seconds, _CLOCK_SECONDS)
        return seconds / calls.count, answer

    def pace(self, library: str, workload: Workload, sanitized: str) -> Pace:
        """Sizes at which one sample takes a few milliseconds.

        Keeps timing sizes that the user has written. Raises BaselineError when the baseline
        does not get through, or its `sanitized` build finds fault with it.
        """
        chosen, seconds, nbytes = self._grow(library, workload)
        free = unwritten(workload)
        while not self._clean(sanitized, library, chosen, free):
            chosen = halved(chosen, free)
            seconds, nbytes = self._try(library, chosen)
        telling = self._telling(library, chosen, free)
        if telling != chosen:
            chosen, (seconds, nbytes) = telling, self._try(library, telling)
        calls = 1
        if not workload.sizes:  # nothing grows, and calls may be of very different length
            calls = max(1, min(_PILOT_CALLS, _MOST_BATCH_BYTES // max(nbytes, 1)))
            seconds = self._try(library, chosen, calls)[0]
        for _ in range(_PACINGS):  # one short call alone seems longer than it is
            wanted = int(_BATCH_SECONDS / max(seconds, 1e-8)) + 1
            room = max(1, _MOST_BATCH_BYTES // max(nbytes, 1))
            enough = min(wanted, room, _MOST_CALLS, _FASTER_BATCHES * calls)
            if seconds >= _BATCH_SECONDS or enough < 2 * calls:
                break
            calls = enough
            seconds = self._try(library, chosen, calls)[0]
        return Pace(chosen, calls, seconds, nbytes)

    def _telling(self, library: str, workload: Workload, free: Collection[str]) -> Workload:
        """The workload, with smaller sizes where its results would be NaN, or only zeros, if
        that helps: what computes with infinities takes another time, and shows no difference.
        """
        attempt = workload
        while not self._tells(library, attempt):
            smaller = halved(attempt, free)
            if max((smaller.sizes[name].timing for name in free), default=0) < _SMALLEST:
                return workload
            attempt = smaller
        return attempt

    def _tells(self, library: str, workload: Workload) -> bool:
        calls = self.proper(library, workload, _TOLD, _MOST_SECONDS).calls
        answer = self._laboratory.run(library, calls, seconds=_MOST_SECONDS)
        return bool(answer.problem) or tells(self._laboratory.interface, calls, answer.columns)

    def _clean(
        self, sanitized: str, library: str, workload: Workload, free: Collection[str]
    ) -> bool:
        """Whether the workload also holds at its timing sizes; BaselineError where it does not,
        and none of the sizes that are `free` can become smaller.
        """
        faults = [self._fault(sanitized, library, workload)]
        if faults[0]:  # a rare one is outside what the function is for
            faults += [self._fault(sanitized, library, workload) for _ in range(_SECOND_LOOKS)]
        if sum(map(bool, faults)) <= 1:
            return True
        if not any(workload.sizes[name].timing > _SMALLEST for name in free):
            raise BaselineError(
                f"the function does not pass the sanitizers on its timing inputs: {faults[0]}."
            )
        return False

    def _fault(self, sanitized: str, library: str, workload: Workload) -> str:
        calls = self.proper(library, workload, 1, _MOST_SECONDS).calls
        answer = self._laboratory.run_sanitized(sanitized, calls, seconds=_SANITIZED_SECONDS)
        return "" if answer.sample.timed_out else answer.problem and answer.fault

    def _grow(self, library: str, workload: Workload) -> tuple[Workload, float, int]:
        """The workload with timing sizes, the baseline's seconds for one call, and its bytes."""
        lengths = {name for name in unwritten(workload) if is_length(name, workload)}
        counts = {name for name in unwritten(workload) if not is_margin(name, workload)} - lengths
        start = resized(workload, unwritten(workload), _COUNT)
        best = self._grown(library, start, lengths, _SMALLEST)
        alone = {name for name in lengths if is_linear(name, workload)}
        if alone and alone < lengths and best[1] < _GOAL_SECONDS:  # entries of a sparse matrix
            scale = max(best[0].sizes[name].timing for name in alone)
            best = self._grown(library, best[0], alone, scale)
        if counts and best[1] < _LEAST_SECONDS:
            best = self._grown(library, best[0], counts, _COUNT)
        return best

    def _grown(
        self, library: str, workload: Workload, names: Collection[str], scale: int
    ) -> tuple[Workload, float, int]:
        """With larger and larger numbers for the sizes `names`, until a call takes long enough.

        A call that is still short may have more memory than caches hold, unless it hardly
        looks at it.
        """
        best: tuple[Workload, float, int] | None = None
        problem: BaselineError | None = None
        smallest = scale
        while scale < (_MOST_MADE if workload.generator else _LARGEST):
            attempt = resized(workload, names, scale)
            if best is not None and timed_elements(attempt) > _MOST_BYTES:
                break
            try:
                seconds, nbytes = self._try(library, attempt)
            except BaselineError as error:  # not every size need be in the domain
                if best is not None:
                    break
                problem, seconds = error, 0.0
            else:
                room = _FEW_BYTES if best is None else _room(best[1], best[2])
                if best is not None and (seconds > 10 * _GOAL_SECONDS or nbytes > room):
                    break
                best = attempt, seconds, nbytes
                if seconds >= _GOAL_SECONDS:
                    break
            if not names:
                break
            even = any(workload.sizes[name].power_of_two for name in names)
            grow = 2.0 if even else 1.5
            scale = int(scale * grow * (grow if seconds < _SHORT_SECONDS else 1))
        if best is None:
            return self._smaller(library, workload, names, smallest, problem)
        return best

    def _smaller(
        self,
        library: str,
        workload: Workload,
        names: Collection[str],
        scale: int,
        problem: BaselineError | None,
    ) -> tuple[Workload, float, int]:
        """With the largest numbers below `scale` that the function gets through. Raises the problem
        with larger ones if there are none.
        """
        for number in (scale // 2, scale // 4, scale // 8):
            attempt = resized(workload, names, number)
            with suppress(BaselineError):
                return (attempt, *self._try(library, attempt))
        raise problem or BaselineError("no size for timing was found.")

    def _try(self, library: str, workload: Workload, count: int = 1) -> tuple[float, int]:
        """Seconds of one call, and bytes of its inputs, or of those of a larger one: not every call
        has a list where one may be.
        """
        try:
            found = self.proper(library, workload, count, _MOST_SECONDS)
        except WorkloadError as error:  # a generator that takes too long with such sizes
            raise BaselineError(str(error)) from error
        again, answer = self.measure(library, found.encoded, _MOST_SECONDS)
        if answer.problem:
            raise BaselineError(f"the function fails on its timing inputs: it {answer.problem}.")
        # The wall clock counts others, too.
        seconds = min(found.seconds, again, answer.sample.cpu_seconds / count)
        return seconds, max(found.calls[0].nbytes, timed_elements(workload))

    def inputs(self, library: str, pace: Pace) -> list[Call]:
        """What a sample is made of."""
        return self.proper(library, pace.workload, pace.calls, _patience(pace)).calls

    def session(self, baseline: str, candidate: str, pace: Pace, compare: Compare) -> Session:
        """Pairs until the decision is clear, or there are enough."""
        with left_alone(self._laboratory.processor):
            return self._session(baseline, candidate, pace, compare)

    def _session(self, baseline: str, candidate: str, pace: Pace, compare: Compare) -> Session:
        found = Session()
        started = time.monotonic()
        limit = _patience(pace)
        while len(found.baseline) < _MOST_PAIRS:
            found = self._pairs(found, (baseline, candidate), pace, limit, compare)
            if found.problem or found.difference:
                return found
            if hopeless(found.baseline, found.candidate) or found.works_elsewhere:
                break
            enough = len(found.baseline) >= LEAST_PAIRS
            late = time.monotonic() - started > self._session_seconds
            if decided(found.baseline, found.charged) or (enough and late):
                break
        return found

    def _pairs(
        self,
        so_far: Session,
        libraries: tuple[str, str],
        pace: Pace,
        limit: float,
        compare: Compare,
    ) -> Session:
        """Some pairs on new inputs, after a sample that is not counted: the first one after
        the inputs were made finds a cold processor.
        """
        found = self.proper(libraries[0], pace.workload, pace.calls, limit)
        calls, ready = found.calls, found.encoded
        compared: set[bytes] = set()
        for _ in range(_PAIRS_PER_INPUT):
            order = [0, 1] if self._rng.random() < 0.5 else [1, 0]
            measured = {which: self.measure(libraries[which], ready, limit) for which in order}
            (baseline_seconds, baseline), (candidate_seconds, candidate) = measured[0], measured[1]
            if baseline.problem:
                raise BaselineError(f"the baseline {baseline.problem} on its timing inputs.")
            if candidate.problem:
                return replace(so_far, problem=candidate.problem)
            if candidate.sample.answer not in compared:
                other = compare(calls, baseline, candidate)
                if other is not None:
                    return replace(so_far, difference=other)
                compared.add(candidate.sample.answer)
            more = self._outside(baseline.sample, candidate.sample)
            so_far = replace(
                so_far,
                baseline=(*so_far.baseline, baseline_seconds),
                candidate=(*so_far.candidate, candidate_seconds),
                outside=(*so_far.outside, more / ready.count),
            )
        return so_far

    def _outside(self, baseline: Sample, candidate: Sample) -> float:
        """By how much longer the candidate's process works before and after its calls."""
        if self._threads == 1:
            free = _LOADING_SECONDS + _WRITING_SECONDS * len(candidate.answer)
            return candidate.cpu_outside - baseline.cpu_outside - free
        # OpenMP's threads stay awake for a while after their work, and get in the way of the
        # first one. What else could work there, the linker has not let in.
        first = candidate.first_outside - baseline.first_outside
        wall = candidate.wall_outside - baseline.wall_outside
        return max(first - _BUSY_SECONDS, wall - _WAKEFUL_SECONDS)
