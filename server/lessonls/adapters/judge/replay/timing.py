"""How long the variants of one call take, on the data that the program has there.

A call is run once to warm up; then what it changed is put back, word by word, and it runs again,
which is timed. Short calls are repeated, and what putting back takes is measured and subtracted.
What a call leaves on its stack is put back as well, so that none finds what an earlier one knew.
The clock is the processor time of the copy, read while it stands still.
"""

import os
import random
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lessonls.adapters.judge.replay.blocks import blocks_of
from lessonls.adapters.judge.replay.promise import Kept, Promise, Words
from lessonls.adapters.judge.replay.snapshot import touched
from lessonls_sandbox.places import keep, left_alone
from lessonls_sandbox.replay import ptrace
from lessonls_sandbox.replay.gate import Mode, NotStartedError, Sample, Variant
from lessonls_sandbox.replay.memory import PAGE, Memory
from lessonls_sandbox.replay.state import read_state, write_undo
from lessonls_sandbox.replay.trial import Trial

Pages = NDArray[np.int64]
_LONG_ENOUGH = 500e-6
_MOST_RUNS = 100_000
_FEW = 10
_REPEATS = 3
_CLEARLY_MORE = 0.25
_MOST_WORDS = 1 << 21
_CALIBRATIONS = 3
_LOOKED_AT = 3
_LEAST_LIMIT = 2.0
_OTHER_BYTES = 0xA5
_CHANCE = random.SystemRandom()
"""The order within a round: a fixed one could meet something else that alternates."""


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

    def and_a_round(self, original: float, rewrite: float, control: float) -> "Times":
        """These times and those of another round."""
        return Times((*self.original, original), (*self.rewrite, rewrite), (*self.control, control))


@dataclass(frozen=True)
class Patience:
    """A call may take `limit` seconds, and all of them together until a moment."""

    limit: float
    until: float

    @property
    def left(self) -> float:
        """What the next one may take. Raises UntimedError if that is nothing."""
        rest = self.until - time.monotonic()
        if rest <= 0:
            raise UntimedError("takes too long to be timed")
        return min(self.limit, rest)


@dataclass(frozen=True)
class _Undo:
    """What puts back what a variant changed: pairs of address and word. It took `seconds`."""

    variant: Variant
    pairs: bytes
    seconds: float

    @property
    def is_long(self) -> bool:
        """Whether the clock can tell how long one run takes."""
        return self.seconds > _LONG_ENOUGH * 10

    @property
    def repeats(self) -> int:
        """How often a trial is timed. What disturbs a short one passes by the next time."""
        return 1 if self.is_long else _REPEATS


def timed(sample: Sample, rounds: int, patience: Patience) -> Times:
    """Times both variants in turns.

    With the program's own allocator, where a call can be put back then, else with that of trials.
    Raises UntimedError and FailedError.
    """
    core = _core()
    with left_alone(core):
        try:
            return _Stopwatch(sample, Mode.TIME, patience, core).times(rounds)
        except (UntimedError, NotStartedError):
            return _Stopwatch(sample, Mode.TIME_ALONE, patience, core).times(rounds)


def pace(sample: Sample, patience: Patience) -> float:
    """Seconds of a call of the original, the least of a few. Raises UntimedError."""
    stopwatch = _Stopwatch(sample, Mode.TIME, patience, _core())
    undo = stopwatch.profiled(Variant.ORIGINAL)
    runs = stopwatch.runs(undo)
    spent = stopwatch.putting_back(undo, runs)
    return _left(stopwatch.seconds(undo, runs), spent) / runs


def _core() -> int:
    return _CHANCE.choice(sorted(os.sched_getaffinity(0)))


@dataclass(frozen=True)
class _Stopwatch:
    """Times one call, in trials of one mode."""

    sample: Sample
    mode: Mode
    patience: Patience
    core: int

    def times(self, rounds: int) -> Times:
        undo = [self.profiled(variant) for variant in (Variant.ORIGINAL, Variant.REWRITE)]
        runs = max(self.runs(one) for one in undo)
        # Nothing tells a rewrite which of its copies are only looked at.
        with ExitStack() as stack:
            promise = self._promise(stack)
            for _ in range(_LOOKED_AT):
                self.seconds(undo[1], runs, promise)
        spent = [self.putting_back(one, runs) for one in undo]
        if len(undo[0].pairs) == len(undo[1].pairs):
            spent = [min(spent)] * 2  # so that chance favours neither
        times = Times((), (), ())
        for _ in range(rounds):
            measured = [0.0, 0.0, 0.0]
            for which in _CHANCE.sample(range(3), 3):
                one = which % 2
                measured[which] = _left(self.seconds(undo[one], runs), spent[one]) / runs
            times = times.and_a_round(*measured)
        return times

    def runs(self, undo: _Undo) -> int:
        """How often a call is repeated so that the clock can tell how long it takes."""
        if undo.is_long:
            return 1
        runs = _FEW
        while runs < _MOST_RUNS:
            seconds = self.seconds(undo, runs)
            if seconds >= _LONG_ENOUGH:
                break
            more = runs * _LONG_ENOUGH / max(seconds, 1e-7)
            runs = min(_MOST_RUNS, int(max(2 * runs, 1.1 * more)))
        return runs

    def profiled(self, variant: Variant) -> _Undo:
        """Runs a variant once to see which words it changes."""
        sample = self.sample
        with (
            closing(sample.memory()) as before,
            closing(sample.trial(variant, self.mode)) as trial,
        ):
            layout, stack = _layout(trial.memory), _Stack.of(trial.memory, sample.frame)
            began = trial.seconds
            if not trial.run_to(sample.runtime.done, self.patience.left):
                raise (FailedError if variant is Variant.REWRITE else UntimedError)(trial.failure)
            seconds = trial.seconds - began
            if _layout(trial.memory) != layout:
                raise UntimedError("maps or unmaps memory")
            changed = _changed(trial, sample, before)
            pairs = np.concatenate([changed, stack.changed(trial)])
            if len(pairs) > _MOST_WORDS:
                raise UntimedError("changes too much memory to be restored")
            return _Undo(variant, pairs.tobytes(), seconds)

    def putting_back(self, undo: _Undo, runs: int) -> float:
        """What stopping and putting back take, without any call."""
        nothing = replace(undo, variant=Variant.NOTHING)
        return min(self.seconds(nothing, runs) for _ in range(_CALIBRATIONS))

    def seconds(self, undo: _Undo, runs: int, promise: Promise | None = None) -> float:
        """The least that so many runs take, after one to warm up: what disturbs them only adds.
        Raises FailedError if the last one does not keep the promise.
        """
        sample, runtime, repeats = self.sample, self.sample.runtime, undo.repeats
        started = sample.trial(undo.variant, self.mode, runs=repeats * runs + 1, timed=runs)
        with closing(started) as trial:
            write_undo(trial.memory, runtime.state.start, undo.pairs)
            keep(trial.pid, self.core)
            marks = list[float]()
            for trap in (*[runtime.ready] * repeats, runtime.done):
                if not trial.run_to(trap, max(_LEAST_LIMIT, self.patience.left)):
                    raise UntimedError(trial.failure)
                marks.append(trial.seconds)
            if promise is not None and not promise.is_kept(trial.memory):
                raise FailedError("behaves differently when it is timed than when it is compared")
            return min(later - earlier for earlier, later in pairwise(marks))

    def _promise(self, stack: ExitStack) -> Promise:
        """What the variants do otherwise than in timed calls; `stack` closes the trials."""
        sample = self.sample
        before = stack.enter_context(closing(sample.memory()))

        def ran(variant: Variant, mode: Mode, fill: int = 0) -> Trial:
            trial = stack.enter_context(closing(sample.trial(variant, mode, fill=fill)))
            if not trial.run_to(sample.runtime.done, self.patience.left):
                raise UntimedError(trial.failure)
            return trial

        original = ran(Variant.ORIGINAL, Mode.CHECK)
        changed = _changed(original, sample, before)[:, 0]
        # Becoming a copy changes some words as well.
        others = _changed(ran(Variant.NOTHING, Mode.CHECK), sample, before)[:, 0]
        errno = np.array([sample.error_number & ~7], np.uint64)
        return Promise(
            sample,
            _kept(original, sample),
            Kept(ran(Variant.ORIGINAL, Mode.CHECK, _OTHER_BYTES).memory),
            Kept(ran(Variant.ORIGINAL, self.mode).memory),
            _kept(ran(Variant.REWRITE, Mode.CHECK), sample),
            np.setdiff1d(changed, np.concatenate([others, errno])),
        )


def _left(seconds: float, spent: float) -> float:
    """What calls took of a time in which stopping and putting back took `spent`."""
    if seconds < spent * (1 + _CLEARLY_MORE):
        raise UntimedError("is too short to be timed on its own")
    return seconds - spent


def _kept(trial: Trial, sample: Sample) -> Kept:
    state = read_state(trial.memory, sample.runtime.state.start)
    return Kept(trial.memory, blocks_of(trial, sample.runtime, state.log, state.logged))


@dataclass(frozen=True)
class _Stack:
    """What lies on the stack below the `frame`, in front of the call: the words of its `pages`."""

    start: int
    frame: int
    pages: Pages
    words: Words

    @classmethod
    def of(cls, memory: Memory, frame: int) -> "_Stack":
        places = (one.start for one in memory.mappings() if one.start <= frame < one.end)
        start = next(places, frame // PAGE * PAGE)
        pages = _present(memory, start, frame)
        return cls(start, frame, pages, memory.words(pages))

    def changed(self, trial: Trial) -> Words:
        """Address and earlier contents of the words that the call has left there otherwise, below
        those that are in use while they are put back.
        """
        pages = _present(trial.memory, self.start, self.frame)
        now, earlier = trial.memory.words(pages), np.zeros((len(pages), PAGE // 8), np.uint64)
        _, old, new = np.intersect1d(self.pages, pages, return_indices=True)
        earlier[new] = self.words[old]
        places = _places(pages)
        differ = (now != earlier) & (places < ptrace.registers(trial.pid).rsp)
        return np.stack([places[differ], earlier[differ]], axis=1)


def _present(memory: Memory, start: int, frame: int) -> Pages:
    """The pages of a stack, down from a frame, that hold anything."""
    entries = memory.entries(start, frame // PAGE * PAGE + PAGE)
    return start + PAGE * np.flatnonzero(entries >> np.uint64(62)).astype(np.int64)


def _places(pages: Pages) -> Words:
    """The addresses of all words of the pages."""
    return pages[:, None].astype(np.uint64) + np.arange(0, PAGE, 8, dtype=np.uint64)


def _changed(trial: Trial, sample: Sample, before: Memory) -> Words:
    """Address and earlier contents of all words that a trial has changed, without our own and the
    callee's stack.
    """
    memory, mappings = trial.memory, trial.memory.mappings()
    pages = touched(memory, before, mappings, sample)
    now, earlier, places = memory.words(pages), before.words(pages), _places(pages)
    stack = next((one for one in mappings if one.start <= sample.frame < one.end), None)
    differ = now != earlier
    if stack is not None:
        differ &= (places >= sample.frame) | (places < stack.start)
    restartable = ptrace.restartable_area(trial.pid)
    differ &= (places < restartable.start) | (places >= restartable.stop)
    return np.stack([places[differ], earlier[differ]], axis=1)


def _layout(memory: Memory) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in memory.mappings() if one.name != "[stack]"]
