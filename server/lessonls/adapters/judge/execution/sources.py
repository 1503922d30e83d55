"""Where inputs come from that no description of values makes: what the function is called with by
a generator, or by a caller that is run on inputs of its own.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from lessonls.adapters.judge.build import GENERATOR
from lessonls.adapters.judge.execution.faults import describe_fault
from lessonls.adapters.judge.execution.inputs import join, make
from lessonls.adapters.judge.execution.styles import Style
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Workload
from lessonls_sandbox.run import Order, Runner
from lessonls_sandbox.wire import Interface, encode

_SECONDS = 2.0
_CALLS = (1, 1, 1, 2, 2, 3, 4, 7, 12)
"""The first calls of a caller are rather there than later ones."""


class Source(Protocol):
    """Makes inputs of these sizes."""

    def inputs(
        self,
        workload: Workload,
        sizes: Mapping[str, int],
        style: Style,
        rng: np.random.Generator,
        /,
    ) -> bytes:
        """As the harness writes them. WorkloadError if there are none."""
        ...


class GeneratorSource:
    """A generator's library, behind a runner with sanitizers."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def inputs(
        self, _: Workload, sizes: Mapping[str, int], __: Style, rng: np.random.Generator
    ) -> bytes:
        """Implements Source."""
        seed, size = int(rng.integers(1 << 62)), max(sizes.values(), default=0)
        order = Order(GENERATOR, struct.pack("<QQ", seed, size), 1, generate=1)
        return _answer(self._runner, order, f"the generator, for seed {seed} and size {size},")


class CallerSource:
    """A caller's library, behind a runner of the program that knows its types as well."""

    def __init__(self, runner: Runner, interface: Interface, names: Sequence[str]) -> None:
        self._runner = runner
        self._interface = interface
        self._names = names

    def inputs(
        self,
        workload: Workload,
        sizes: Mapping[str, int],
        style: Style,
        rng: np.random.Generator,
    ) -> bytes:
        """Implements Source; the workload describes the caller's arguments."""
        call = make(self._interface, self._names, workload, sizes, style, rng)
        encoded = encode(join([call]))
        number = _CALLS[int(rng.integers(len(_CALLS)))]
        if number > 1:
            try:
                return self._nth(encoded, number, workload.caller)
            except WorkloadError:
                pass  # there are not as many calls
        return self._nth(encoded, 1, workload.caller)

    def _nth(self, encoded: bytes, number: int, caller: str) -> bytes:
        order = Order(GENERATOR, encoded, 1, generate=1 + number)
        return _answer(self._runner, order, caller)


def _answer(runner: Runner, order: Order, who: str) -> bytes:
    sample = runner.sample(replace(order, seconds=_SECONDS, memory=0, files=True))
    if sample.problem:
        raise WorkloadError(f"{who} {describe_fault(sample)}.")
    return sample.answer
