"""Running one test of a candidate in a process of its own."""

import json
import re
import secrets
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lessonls.adapters.judge.execution import SANITIZER_SETTINGS, describe_fault
from lessonls.core.errors import JudgeError
from lessonls.core.unit_tests import UnitTest, headline
from lessonls_sandbox.run import Order, Runner, Sample
from lessonls_sandbox.wire import decode, encode, parse_interface

SECONDS = 5.0
"""What one test may take."""
_SANITIZED_SECONDS = 15.0
_MEMORY = 1 << 30
_FAILED = "assertion failed: "
_THROWN = re.compile(
    r"^terminate called after throwing an instance of '(.*)'\n(?:  what\(\):  (.*))?", re.MULTILINE
)


@dataclass(frozen=True)
class Failure:
    """Why a test failed; whether an assertion says so, or it took too long."""

    reason: str
    asserted: bool = False
    late: bool = False

    def said_of(self, test: UnitTest) -> str:
        """The reason, with the test where that does not say enough."""
        return self.reason if self.asserted else f"{headline(test.code)}: {self.reason}"


NOT_RUN = Failure("was not run, because others took too long")


class Runners:
    """Fork servers for libraries in a folder: a plain one, and one with sanitizers."""

    def __init__(self, programs: Path, libraries: Path, stack: ExitStack) -> None:
        self._plain, self._sanitized = (
            stack.enter_context(closing(Runner(programs / name, libraries, settings)))
            for name, settings in (("harness", {}), ("harness_san", SANITIZER_SETTINGS))
        )
        try:
            self._interface = parse_interface(json.loads(self._plain.interface))
        except (ValueError, KeyError) as error:
            raise JudgeError("the harness described its parameters in an unknown way") from error

    def run(self, library: str, number: int) -> Failure | None:
        """Why the test of that number fails; None if it passes."""
        return self._outcome(
            self._plain, Order(library, b"", 1, seconds=SECONDS, memory=_MEMORY), number
        )

    def run_sanitized(self, library: str, number: int) -> Failure | None:
        """The same of a library with sanitizers, whose shadow memory does not fit under a limit."""
        order = Order(library, b"", 1, seconds=_SANITIZED_SECONDS, memory=0, files=True)
        return self._outcome(self._sanitized, order, number)

    def _outcome(self, runner: Runner, order: Order, number: int) -> Failure | None:
        token = secrets.randbits(64)
        given = encode([np.array([number], np.uint32), np.array([token], np.uint64)])
        sample = runner.sample(replace(order, arguments=given))
        if sample.problem:
            return _failure(sample, order.seconds)
        columns = decode(sample.answer, self._interface.answer_dtypes())
        if columns is None or int(columns[0][0]) != token:
            return Failure("did not come to its end")
        return None


def _failure(sample: Sample, seconds: float) -> Failure:
    """Why a test did not come to its end, in one line."""
    if sample.timed_out:
        return Failure(f"took longer than {seconds:g} s", late=True)
    if sample.problem.startswith(_FAILED):
        asserted, _, values = sample.problem.removeprefix(_FAILED).partition("; ")
        but = f", but {values}" if values else ""
        return Failure(f"expected {asserted}{but}", asserted=True)
    thrown = _THROWN.search(sample.log)
    if thrown is not None:
        what = f": {thrown[2]}" if thrown[2] else ""
        return Failure(f"threw {thrown[1]}{what}")
    return Failure(describe_fault(sample))
