"""Checks of rewrites that start OpenMP's threads: several numbers of them, and data races."""

import re
from concurrent.futures import Future
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import cached_property

from lessonls.adapters.judge.build import (
    Baseline,
    Builders,
    Toolchain,
    first_error,
    read_linkage,
    unit,
)
from lessonls.adapters.judge.checking.differential import Examiner
from lessonls.adapters.judge.checking.finding import Finding
from lessonls.adapters.judge.checking.races import NAME, RaceDetector, detector
from lessonls.core.target import Mode
from lessonls.core.verdict import VerdictKind
from lessonls_sandbox.build import Build

THREAD_COUNTS = (1, 2, 3, 4, 8)
_TEAM = re.compile(r"^[ \t]*#[ \t]*pragma[ \t]+omp[ \t]+(?!simd\b|declare\b)", re.MULTILINE)


def starts_team(text: str) -> bool:
    """Whether threads start when this code is built with OpenMP."""
    return _TEAM.search(text) is not None


def runs_alone(cold: Future[Build] | None) -> bool:
    """Whether a library that does not warm up is linked from nothing that starts threads."""
    built = cold.result() if cold is not None else None
    if built is None or not built.succeeded:
        return False
    linkage = read_linkage(built.files["facts"].decode("utf-8", "replace"))
    return not linkage.starts_teams and not linkage.starts_threads


def cold_build(
    builders: Builders, baseline: Baseline, toolchain: Toolchain, mode: Mode, text: str
) -> Future[Build] | None:
    """A build that shows whether code in OpenMP mode starts threads; None if it says so."""
    if mode is Mode.SERIAL or starts_team(baseline.target.before + text):
        return None
    source = unit(baseline.target, text, baseline.shape, warm=False)
    return builders.submit(toolchain.library, source)


def race_build(
    builders: Builders, baseline: Baseline, mode: Mode, source: str
) -> Future[Build] | None:
    """The build in which races are looked for, where they are."""
    if mode is Mode.SERIAL or not baseline.race_harness.exists():
        return None
    return builders.submit(baseline.toolchain.racing, source)


class TeamExaminer:
    """Runs candidates with several threads. `stack` closes what it opens, and `raced` is the
    baseline's build for the race detector, where races can be looked for.
    """

    def __init__(
        self,
        baseline: Baseline,
        examiner: Examiner,
        mode: Mode,
        stack: ExitStack,
        raced: Future[Build] | None,
    ) -> None:
        self._baseline = baseline
        self._examiner = examiner
        self._mode = mode
        self._stack = stack
        self._raced = raced
        self._looked_for_races: set[str] = set()

    def concerns(self, text: str) -> bool:
        """Serial code may start threads, too: the user can build it with OpenMP."""
        return self._mode is Mode.OPENMP or starts_team(text)

    def races(self, name: str) -> str:
        """The race detector that this candidate has been run with, if any."""
        return NAME if name in self._looked_for_races else ""

    def check(self, name: str, source: str, racing: Future[Build] | None = None) -> Finding | None:
        """The first way in which a candidate is wrong with several threads; with one it has been
        run before. `racing` is its build for the race detector.
        """
        if self._mode is Mode.OPENMP:
            found = self._check_counts(f"{name}.so", THREAD_COUNTS[1:])
            return found or self._check_races(name, racing)
        built = replace(self._baseline.toolchain, mode=Mode.OPENMP).library(source)
        if not built.succeeded:
            reason = f"with -fopenmp: {first_error(built.diagnostics)}"
            return Finding(VerdictKind.NOT_COMPILABLE, reason)
        self._baseline.keep(f"{name}_omp.so", built.files["unit.so"])
        return self._check_counts(f"{name}_omp.so", THREAD_COUNTS[1:])

    def _check_counts(self, library: str, counts: tuple[int, ...]) -> Finding | None:
        for threads in counts:
            for examine in (self._examiner.check, self._examiner.check_larger):
                found = examine(library, threads)
                if found is not None:
                    return Finding(found.kind, f"with {threads} threads {found.reason}")
        return None

    def hidden(self, text: str) -> bool:
        """Whether threads start only when others build the code."""
        return self._mode is Mode.SERIAL and starts_team(text)

    @cached_property
    def _detector(self) -> RaceDetector | None:
        built = self._raced.result() if self._raced is not None else None
        found = detector(self._baseline, built, self._examiner.samples[0]) if built else None
        return self._stack.enter_context(closing(found)) if found is not None else None

    def _check_races(self, name: str, racing: Future[Build] | None) -> Finding | None:
        if racing is None or self._detector is None:
            return None
        built = racing.result()
        if not built.succeeded:
            return None  # clang need not understand what is meant for gcc
        self._baseline.keep(f"{name}_race.so", built.files["unit.so"])
        self._looked_for_races.add(name)
        if self._detector.race(f"{name}_race.so", self._examiner.samples):
            return Finding(VerdictKind.FAULTY, f"it has a data race ({NAME}).")
        return None
