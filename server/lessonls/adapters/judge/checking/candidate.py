"""A candidate on its way through the gates: its text, and what was built of it so far."""

from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from lessonls.adapters.judge.build import (
    BASELINE,
    Baseline,
    Builders,
    Linkage,
    Toolchain,
    coverage_map,
    read_linkage,
    unit,
)
from lessonls.adapters.judge.checking.differential import Examiner
from lessonls.adapters.judge.checking.finding import Finding
from lessonls.adapters.judge.checking.oracle import Expected
from lessonls.adapters.judge.checking.portability import Portability
from lessonls.adapters.judge.checking.threads import (
    TeamExaminer,
    cold_build,
    race_build,
    runs_alone,
)
from lessonls.core.reading.candidate import extract_function
from lessonls.core.target import Mode, Untested
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls_sandbox.build import Build

_CONDITION_THREADS = 4


@dataclass(frozen=True)
class Equipment:
    """What gates judge with, the same for all candidates of a target.

    `alone`: whether the baseline surely starts no threads in a mode in which it might. `timed` has
    verdicts by machine code.
    """

    baseline: Baseline
    builders: Builders
    examiner: Examiner
    teams: TeamExaminer
    portability: Portability
    mode: Mode
    alone: bool
    timed: Mapping[bytes, Verdict]
    untested: Untested = Untested.CONDITION


class Candidate:
    """One rewrite. What gates ask of it is made when it is first asked for, and then kept.

    With the `shortcut`, machine code that was timed before is not timed again.
    """

    def __init__(
        self, code: str, name: str, equipment: Equipment, toolchain: Toolchain, *, shortcut: bool
    ) -> None:
        self.code = code
        self.name = name
        self.equipment = equipment
        self.shortcut = shortcut
        self._toolchain = toolchain
        self._own = replace(toolchain, peer=None)
        self._covering: Future[Build] | None = None

    def read(self) -> None:
        """Raises CandidateProblem if what was sent is not the function."""
        self.text  # noqa: B018

    @cached_property
    def text(self) -> str:
        """The function alone."""
        return extract_function(self.code, self.equipment.baseline.target)

    @cached_property
    def source(self) -> str:
        """Its translation unit."""
        baseline = self.equipment.baseline
        return unit(baseline.target, self.text, baseline.shape)

    @cached_property
    def built(self) -> Build:
        """As it is timed. The sandbox can read it then, also to time it once more."""
        built = self._toolchain.library(self.source)
        if built.succeeded:
            self._keep(self.library, built)
        return built

    @property
    def linkage(self) -> Linkage:
        """What it was linked from."""
        return read_linkage(self.built.files["facts"].decode("utf-8", "replace"))

    @property
    def library(self) -> str:
        """The name of what is built."""
        return f"{self.name}.so"

    @cached_property
    def machine_code(self) -> bytes:
        """What tells it from candidates that the compiler makes something else of."""
        return sha256(self.built.files["unit.so"]).digest()

    @property
    def is_baseline(self) -> bool:
        """Whether the compiler makes the baseline of it."""
        baseline = (self.equipment.baseline.libraries / BASELINE).read_bytes()
        return self.built.files["unit.so"] == baseline

    @property
    def hides_team(self) -> bool:
        """Whether threads start only when others build it: this machine code is not all."""
        return self.equipment.teams.hidden(self.text)

    @property
    def alone(self) -> bool:
        """Whether neither it nor the baseline starts threads, in a mode in which they might."""
        return self.equipment.alone and runs_alone(self._cold)

    @cached_property
    def sanitized(self) -> Build:
        """With sanitizers."""
        built = self._sanitizing.result()
        if built.succeeded:
            self._keep(self.sanitized_library, built)
        return built

    @cached_property
    def covered(self) -> Build:
        """As it says what runs in it; its arithmetic wraps."""
        built = self.begin_exploring().result()
        if built.succeeded:
            self._keep(self.covered_library, built)
        return built

    @property
    def covered_library(self) -> str:
        """The name of what is built for coverage."""
        return f"{self.name}_cov.so"

    @cached_property
    def explored(self) -> list[Expected]:
        """Inputs that its conditions ask for; none if it does not build for coverage."""
        if not self.covered.succeeded:
            return []
        known = coverage_map(self.covered.files["places"], self.equipment.baseline.target)
        return self.equipment.examiner.explored(self.text, self.covered_library, known)

    @cached_property
    def faults(self) -> Finding | tuple[str, ...]:
        """What sanitizers find, or on what condition they find nothing."""
        return self._faults()

    @cached_property
    def faults_explored(self) -> Finding | tuple[str, ...]:
        """The same on inputs that its conditions ask for."""
        return self._faults(self.explored) if self.explored else ()

    def _faults(self, inputs: Sequence[Expected] | None = None) -> Finding | tuple[str, ...]:
        def wrapping() -> str | None:
            return self.covered_library if self.covered.succeeded else None

        return self.equipment.examiner.faults(self.sanitized_library, wrapping, inputs)

    @property
    def sanitized_library(self) -> str:
        """The name of what is built with sanitizers."""
        return f"{self.name}_san.so"

    @cached_property
    def racing(self) -> Future[Build] | None:
        """The build for the race detector, if there is one."""
        equipment = self.equipment
        return race_build(equipment.builders, equipment.baseline, equipment.mode, self.source)

    @cached_property
    def conditions(self) -> Finding | tuple[str, ...]:
        """What callers must keep to, or why that cannot be told."""
        threads = 1 if self.equipment.mode is Mode.SERIAL else _CONDITION_THREADS
        found = self.equipment.examiner.conditions(self.library, threads)
        unreached = self.equipment.examiner.needs_unreached(self.text)
        if isinstance(found, Finding) or not unreached:
            return found
        if self.equipment.untested is Untested.STRICT:
            return Finding(VerdictKind.INCORRECT, f"it is right only if {unreached}.")
        return (*found, unreached)

    @contextmanager
    def being_built(self) -> Generator[None]:
        """Begins the builds that later gates need, so that they are made while earlier ones run."""
        begun = [self._sanitizing, self._cold]
        if self._cold is None:
            begun.append(self.racing)
        try:
            yield
        finally:
            for build in (*begun, self._covering):
                if build is not None:
                    build.cancel()

    def begin_exploring(self) -> Future[Build]:
        """The build for coverage, which most wrong candidates never need; begun if it was not."""
        if self._covering is None:
            self._covering = self.equipment.builders.submit(self._own.covered, self.source)
        return self._covering

    @cached_property
    def _sanitizing(self) -> Future[Build]:
        return self.equipment.builders.submit(self._own.sanitized, self.source)

    @cached_property
    def _cold(self) -> Future[Build] | None:
        equipment = self.equipment
        return cold_build(
            equipment.builders, equipment.baseline, self._own, equipment.mode, self.text
        )

    def _keep(self, library: str, built: Build) -> None:
        self.equipment.baseline.keep(library, built.files["unit.so"])
