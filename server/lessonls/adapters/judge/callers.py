"""Inputs from the project's own calls: a function of the same file that calls the target is run on
inputs of its own, and what it calls the target with is noted down.
"""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
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
from lessonls.core.errors import InputError
from lessonls.core.reading.callers import callers
from lessonls.core.target import Mode, Target
from lessonls.core.workload import Workload
from lessonls_sandbox.run import Runner

_MOST = 3
_OTHERS, _EACH = 0.4, 0.5
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
        inputs from; None where there is none, or no time for it.
        """
        end = time.monotonic() + seconds
        for number, caller in enumerate(self._known):
            left = end - time.monotonic()
            if left <= self._building:
                return None
            folder = self._folder / f"caller{number}"
            folder.mkdir()
            folder.chmod(0o755)
            try:
                found = self._tried(caller, folder, laboratory, _EACH * (left - self._building))
            except InputError:  # the next one may do
                found = None
            if found is not None:
                return found
            laboratory.source = None
        return None

    def _tried(
        self, caller: Target, folder: Path, laboratory: Laboratory, seconds: float
    ) -> Workload | None:
        base = build_baseline(
            caller, Mode.SERIAL, self._headers, folder, self._builders, self._sources
        )
        if not base.build_caller(self._baseline):
            return None
        own = self._stack.enter_context(
            closing(Laboratory(base.harness, base.sanitized_harness, base.libraries, team=False))
        )
        found = search(base, own, seconds)
        binding = capturing_binding(self._baseline.target, self._baseline.prototype, base.prototype)
        built = capturing_harness(binding, folder / "runtime")
        if not built.succeeded:
            return None
        program = folder / "capturing"
        publish(program, built.files["harness_san"])
        runner = self._stack.enter_context(
            closing(Runner(program, base.libraries, SANITIZER_SETTINGS))
        )
        laboratory.source = CallerSource(runner, own.interface, base.names)
        workload = found.model_copy(
            update={
                "function": self._baseline.target.qualified_name,
                "caller": caller.qualified_name,
            }
        )
        counted(self._baseline, laboratory, workload, caller.qualified_name)
        return workload
