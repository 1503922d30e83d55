"""How long the variants of one call take, on the data that the program has there.

A call is run once to warm up; then what it changed is put back, word by word, and it runs again,
which is timed. Short calls are repeated, and what putting back takes is measured and subtracted.
The clock is the processor time of the copy, read while it stands still.
"""

from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np

from lessonls_sandbox.replay import ptrace
from lessonls_sandbox.replay.gate import Mode, NotStartedError, Sample, Variant
from lessonls_sandbox.replay.memory import PAGE, Memory, written
from lessonls_sandbox.replay.state import write_undo
from lessonls_sandbox.replay.trial import Trial

_LONG_ENOUGH = 500e-6
_MOST_RUNS = 100_000
_FEW = 10
_CLEARLY_MORE = 0.25
_MOST_WORDS = 1 << 21
_CALIBRATIONS = 3
_PATIENCE = 20.0
_LEAST_LIMIT = 2.0


class UntimedError(Exception):
    """A call that cannot be timed; the message says what it does: “leaves memory mapped”."""


class FailedError(Exception):
    """A rewrite that ends otherwise in a timed call than in one that is compared: it uses memory
    that is not its own. The message says how: “aborts”.
    """


@dataclass(frozen=True)
class Times:
    """Seconds of one call, one number a round: of the original, of the rewrite, and of the
    original once more, as a control.
    """

    original: tuple[float, ...]
    rewrite: tuple[float, ...]
    control: tuple[float, ...]


@dataclass(frozen=True)
class _Undo:
    """What puts back what a variant changed: pairs of address and word. It took `seconds`."""

    variant: Variant
    mode: Mode
    pairs: bytes
    seconds: float


def timed(sample: Sample, rounds: int, limit: float) -> Times:
    """Times both variants in turns; a call may take `limit` seconds.

    With the program's own allocator, where a call can be put back then, else with that of trials.
    Raises UntimedError and FailedError.
    """
    try:
        return _timed(sample, Mode.TIME, rounds, limit)
    except (UntimedError, NotStartedError):
        return _timed(sample, Mode.TIME_ALONE, rounds, limit)


def _timed(sample: Sample, mode: Mode, rounds: int, limit: float) -> Times:
    undo = [
        _profiled(sample, variant, mode, limit) for variant in (Variant.ORIGINAL, Variant.REWRITE)
    ]
    runs = max(_runs(sample, one, limit) for one in undo)
    spent = [_putting_back(sample, one, runs, limit) for one in undo]
    found: list[tuple[float, float, float]] = []
    for turn in range(rounds):
        order = (0, 1, 0) if turn % 2 == 0 else (1, 0, 0)
        measured = {0: list[float](), 1: list[float]()}
        for which in order:
            seconds = _seconds(sample, undo[which], runs, limit)
            measured[which].append(_left(seconds, spent[which]) / runs)
        first, control = measured[0] if turn % 4 < 2 else reversed(measured[0])
        found.append((first, measured[1][0], control))
    original, rewrite, control = zip(*found, strict=True)
    return Times(original, rewrite, control)


def _left(seconds: float, spent: float) -> float:
    """What calls took of a time in which stopping and putting back took `spent`."""
    if seconds < spent * (1 + _CLEARLY_MORE):
        raise UntimedError("is too short to be timed by itself")
    return seconds - spent


def _runs(sample: Sample, undo: _Undo, limit: float) -> int:
    """How often a call is repeated so that the clock can tell how long it takes."""
    if undo.seconds > _LONG_ENOUGH * 10:
        return 1
    seconds = _seconds(sample, undo, _FEW, limit) / _FEW
    return max(1, min(_MOST_RUNS, int(_LONG_ENOUGH / max(seconds, 1e-8))))


def _profiled(sample: Sample, variant: Variant, mode: Mode, limit: float) -> _Undo:
    """Runs a variant once to see which words it changes."""
    with (
        closing(sample.memory()) as before,
        closing(sample.trial(variant, mode)) as trial,
    ):
        layout = _layout(trial.memory)
        began = trial.seconds
        if not trial.run_to(sample.runtime.done, limit):
            raise (FailedError if variant is Variant.REWRITE else UntimedError)(trial.failure)
        seconds = trial.seconds - began
        if _layout(trial.memory) != layout:
            raise UntimedError("takes memory from the system or gives it back")
        return _Undo(variant, mode, _changed(trial, sample, before), seconds)


def _putting_back(sample: Sample, undo: _Undo, runs: int, limit: float) -> float:
    """What stopping and putting back take, without any call."""
    nothing = replace(undo, variant=Variant.NOTHING)
    return min(_seconds(sample, nothing, runs, limit) for _ in range(_CALIBRATIONS))


def _seconds(sample: Sample, undo: _Undo, runs: int, limit: float) -> float:
    """What so many runs take, after one to warm up."""
    with closing(sample.trial(undo.variant, undo.mode, runs=runs + 1, timed=runs)) as trial:
        write_undo(trial.memory, sample.runtime.state.start, undo.pairs)
        if not trial.run_to(sample.runtime.ready, limit):
            raise UntimedError(trial.failure)
        began = trial.seconds
        _finished(trial, sample, max(_LEAST_LIMIT, limit))
        return trial.seconds - began


def _finished(trial: Trial, sample: Sample, limit: float) -> None:
    if not trial.run_to(sample.runtime.done, limit):
        raise UntimedError(trial.failure)


def _changed(trial: Trial, sample: Sample, before: Memory) -> bytes:
    """Address and earlier contents of all words that a trial has changed, without our own."""
    memory, frame, pairs = trial.memory, sample.frame, list[np.ndarray]()  # type: ignore[type-arg]
    restartable = ptrace.restartable_area(trial.pid)
    for one in memory.mappings():
        if not one.own or one.start in sample.runtime.region:
            continue
        start = frame // PAGE * PAGE if frame in range(one.start, one.end) else one.start
        flags = written(memory.entries(start, one.end), before.entries(start, one.end))
        pages = start + PAGE * np.flatnonzero(flags).astype(np.int64)
        pages = pages[pages != sample.runtime.state.start]
        now, earlier = memory.words(pages), before.words(pages)
        places = pages[:, None].astype(np.uint64) + np.arange(0, PAGE, 8, dtype=np.uint64)
        differ = now != earlier
        if start != one.start:
            differ &= places >= frame
        differ &= (places < restartable.start) | (places >= restartable.stop)
        pairs.append(np.stack([places[differ], earlier[differ]], axis=1))
    found = np.concatenate(pairs) if pairs else np.empty((0, 2), np.uint64)
    if len(found) > _MOST_WORDS:
        raise UntimedError("changes too much memory for it to be put back")
    return found.astype(np.uint64).tobytes()


def _layout(memory: Memory) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in memory.mappings() if one.name != "[stack]"]
