"""The fork servers of one target, and running calls on them.

Three programs run the same binding: plain for timing and checking, with sanitizers for
faults, and plain again for the coverage build of the baseline.
"""

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lessonls.adapters.judge.execution.faults import describe_fault, overrun
from lessonls.adapters.judge.execution.inputs import Call, join, make
from lessonls.adapters.judge.execution.sources import Source
from lessonls.adapters.judge.execution.styles import Style
from lessonls.core.errors import JudgeError, WorkloadError
from lessonls.core.workload import LEADING_UNIT, Workload
from lessonls_sandbox.run import MOST_SHARING, Order, Rounding, Runner, Sample
from lessonls_sandbox.wire import Column, Interface, decode, encode, parse_interface

SANITIZER_SETTINGS = {
    "ASAN_OPTIONS": "detect_leaks=0:symbolize=0:exitcode=99:allocator_may_return_null=0"
    ":handle_abort=0:max_allocation_size_mb=2048:hard_rss_limit_mb=4096"
    ":max_malloc_fill_size=1048576:alloc_dealloc_mismatch=0",
    "UBSAN_OPTIONS": "symbolize=0:print_stacktrace=0:exitcode=98",
}
_MEMORY, _TEAM_MEMORY = 1 << 30, 2 << 30
"""Address space in bytes; every thread reserves some for its stack and its heap."""
_SANITIZER_LIMIT = 0  # the shadow memory of the sanitizers does not fit under a limit

Sharing = tuple[tuple[int, int, int], ...]
"""Which parameters share memory, as in sandbox Order."""
_ALONE = -1
"""In the place of the other parameter: memory of its own."""


@dataclass(frozen=True)
class Answer:
    """What a library answered to some calls: its columns, or `problem`."""

    sample: Sample
    columns: tuple[Column, ...] = ()

    @property
    def problem(self) -> str:
        return self.sample.problem

    @property
    def fault(self) -> str:
        """The problem with the sanitizer's own words where it had any."""
        return describe_fault(self.sample)

    def fault_of(self, names: Sequence[str]) -> str:
        """The same, with the name of the argument at whose memory it was."""
        number = overrun(self.sample)
        if number is None or number >= len(names):
            return self.fault
        return f"{self.fault} at “{names[number]}”"


@dataclass(frozen=True)
class EncodedCalls:
    """Calls as the harness reads them."""

    arguments: bytes
    count: int


def encoded(calls: Sequence[Call]) -> EncodedCalls:
    """Encodes calls once for several libraries."""
    return EncodedCalls(encode(join(calls)), len(calls))


class Laboratory:
    """Runs calls of any library built for one target, until it is closed."""

    def __init__(self, harness: Path, sanitized: Path, libraries: Path, *, team: bool) -> None:
        """`team`: whether functions may start threads."""
        self._stack = ExitStack()
        self._team = team
        self.plain = self._stack.enter_context(closing(Runner(harness, libraries, {})))
        self.sanitized = self._stack.enter_context(
            closing(Runner(sanitized, libraries, SANITIZER_SETTINGS))
        )
        try:
            self.interface: Interface = parse_interface(json.loads(self.plain.interface))
        except (ValueError, KeyError) as error:
            self._stack.close()
            raise JudgeError("the harness described its parameters in an unknown way") from error
        self.source: Source | None = None
        self.ahead: Sharing = ()
        """The parameters that point behind the start of memory of their own."""
        cores = sorted(os.sched_getaffinity(0))
        self.processor = secrets.choice(cores)
        """The core that single-threaded samples stay on; the judge itself leaves it alone.

        Any of them, so that the judges of two editors need not meet on the same one.
        """

    def close(self) -> None:
        """Stops both programs."""
        self._stack.close()

    def point(self, names: Sequence[str], leading: Mapping[str, int]) -> None:
        """From now on these parameters point behind so many elements of what they point to.

        Raises WorkloadError for what is none of the first parameters.
        """
        known = names[:MOST_SHARING]
        for name in leading:
            if name not in known:
                raise WorkloadError(
                    f"workload: “{name}” is none of the first {MOST_SHARING} parameters, and only"
                    " these can have elements in front."
                )
        numbered = ((known.index(name), count) for name, count in leading.items())
        self.ahead = tuple((at, _ALONE, count // LEADING_UNIT) for at, count in numbered)

    def make(
        self,
        names: Sequence[str],
        workload: Workload,
        sizes: Mapping[str, int],
        style: Style,
        rng: np.random.Generator,
    ) -> Call:
        """Inputs for one call: from a source, if there is one, else as the workload describes
        them. WorkloadError if there are none of these sizes.
        """
        if self.source is None:
            return make(self.interface, names, workload, sizes, style, rng)
        made = self.source.inputs(workload, sizes, style, rng)
        columns = decode(made, self.interface.argument_dtypes())
        if columns is None:
            raise WorkloadError("the inputs that a program made cannot be parsed.")
        return Call(dict(sizes), style, tuple(columns))

    def run(
        self,
        library: str,
        calls: Sequence[Call],
        threads: int = 1,
        seconds: float = 10.0,
        sharing: Sharing = (),
        rounding: Rounding = Rounding.NEAREST,
        variant: int = 0,
    ) -> Answer:
        """The answer of a plain library."""
        order = self._order(library, calls, threads, seconds, sharing)
        return self._answer(self.plain.sample(replace(order, rounding=rounding, variant=variant)))

    def run_sanitized(
        self,
        library: str,
        calls: Sequence[Call],
        threads: int = 1,
        seconds: float = 10.0,
        sharing: Sharing = (),
    ) -> Answer:
        """The answer of a library with sanitizers; faults become `problem`."""
        order = self._order(library, calls, threads, seconds, sharing)
        freer = replace(order, memory=_SANITIZER_LIMIT, files=True)
        return self._answer(self.sanitized.sample(freer))

    def time(self, library: str, calls: EncodedCalls, threads: int, seconds: float) -> Answer:
        """The answer with clocks that count; `threads` 0 means OpenMP's default."""
        pinned = self.processor if threads == 1 else None
        order = Order(
            library,
            calls.arguments,
            calls.count,
            threads=threads,
            processor=pinned,
            seconds=seconds,
            memory=_TEAM_MEMORY if self._team else _MEMORY,
            spin=threads != 1,
            team=self._team,
            renew=True,
            sharing=self.ahead,
        )
        return self._answer(self.plain.sample(order))

    def _order(
        self, library: str, calls: Sequence[Call], threads: int, seconds: float, sharing: Sharing
    ) -> Order:
        team = self._team or threads != 1
        return Order(
            library,
            encode(join(calls)),
            len(calls),
            threads,
            seconds=seconds,
            memory=_TEAM_MEMORY if team else _MEMORY,
            team=team,
            sharing=(*self.ahead, *sharing),
        )

    def _answer(self, sample: Sample) -> Answer:
        if sample.problem:
            return Answer(sample)
        columns = decode(sample.answer, self.interface.answer_dtypes())
        if columns is None:
            return Answer(Sample("gave an answer that cannot be parsed", log=sample.log))
        return Answer(sample, tuple(columns))
