"""Inputs from the project's own calls: a function of the same file that calls the target is run on
inputs of its own, and what it calls the target with is noted down.
"""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path

from lessonls.adapters.judge.build import (
    Baseline,
    Builders,
    Sources,
    build_baseline,
    capturing_binding,
    capturing_harness,
    publish,
)
from lessonls.adapters.judge.execution import SANITIZER_SETTINGS, CallerSource, Laboratory
from lessonls.adapters.judge.inference import counted, search
from lessonls.core.errors import LessonlsError, NoInputsError, WorkloadError
from lessonls.core.reading.callers import callers
from lessonls.core.target import Mode, Target
from lessonls.core.workload import Workload
from lessonls_sandbox.run import Runner

_MOST = 3
_OTHERS, _EACH = 0.6, 0.5
"""The shares of the time, or of what is left of it, that other searches may take before them, and
that each of them may.
"""


class Callers:
    """Those of one baseline. `folder` is private, and `stack` ends their processes."""

    def __init__(
        self,
        baseline: Baseline,
        headers: Mapping[Path, bytes],
        folder: Path,
        builders: Builders,
        sources: Sources,
        stack: ExitStack,
        building: float,
    ) -> None:
        """`building` is how many seconds the baseline took: a caller takes as long."""
        self._baseline = baseline
        self._headers = headers
        self._folder = folder
        self._builders = builders
        self._sources = sources
        self._stack = stack
        self._building = building
        self._known: Sequence[Target] = callers(baseline.target)[:_MOST]

    @property
    def share(self) -> float:
        """Of the time, that other searches may take before callers are tried."""
        return _OTHERS if self._known else 1.0

    def workload(self, laboratory: Laboratory, seconds: float) -> Workload | None:
        """The workload of the first caller whose calls count, which the laboratory then makes
        inputs from; None if there is none, or no time for it.
        """
        end = time.monotonic() + seconds
        for caller in self._known:
            left = end - time.monotonic() - self._building
            if left <= 0:
                return None
            with suppress(LessonlsError):  # the next one may do
                return self._tried(caller, laboratory, partial(search, seconds=_EACH * left))
        return None

    def given(self, laboratory: Laboratory, given: Workload) -> Workload:
        """The workload that the user has written for a caller. Raises WorkloadError for one that
        cannot be, with the reason.
        """

        def as_given(_: Baseline, __: Laboratory) -> Workload:
            return given

        for caller in callers(self._baseline.target):
            if caller.qualified_name == given.caller:
                return self._tried(caller, laboratory, as_given)
        raise WorkloadError(
            f"workload: {given.caller} is not a function in the same file that calls"
            f" {self._baseline.target.qualified_name}."
        )

    def _tried(
        self,
        caller: Target,
        laboratory: Laboratory,
        workload_of: Callable[[Baseline, Laboratory], Workload],
    ) -> Workload:
        """The caller's workload as the target's, once its calls count; else NoInputsError."""
        called, name = self._baseline, caller.qualified_name
        folder = Path(tempfile.mkdtemp(prefix="caller-", dir=self._folder))
        folder.chmod(0o755)
        base = build_baseline(
            caller,
            Mode.SERIAL,
            self._headers,
            folder,
            self._builders,
            self._sources,
            beside=called.program,
        )
        own = self._stack.enter_context(
            closing(Laboratory(base.harness, base.sanitized_harness, base.libraries, team=False))
        )
        found = workload_of(base, own)
        program = _built(called, base, folder)
        runner = self._stack.enter_context(
            closing(Runner(program, base.libraries, SANITIZER_SETTINGS))
        )
        told = {"function": called.target.qualified_name, "caller": name}
        workload = found.model_copy(update=told)
        laboratory.source = CallerSource(runner, own.interface, base.names)
        try:
            counted(called, laboratory, workload, name)
        except WorkloadError:
            laboratory.source = None
            raise
        return workload


def _built(called: Baseline, base: Baseline, folder: Path) -> Path:
    """The program that knows the types of both, and in `base` its library. NoInputsError."""
    binding = capturing_binding(called.target, called.prototype, base.prototype)
    built = capturing_harness(binding, folder / "runtime")
    if not built.succeeded or not base.build_caller(called):
        raise NoInputsError(f"{base.target.qualified_name} cannot be run for its calls.")
    program = folder / "capturing"
    publish(program, built.files["harness_san"])
    return program
