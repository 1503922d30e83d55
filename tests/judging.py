"""The judge as its users have it: a process of its own, asked through its messages."""

import asyncio
from collections.abc import Generator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.protocol import ProcessBench, ProcessJudge
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.program import Inputs, Program
from lessonls.core.target import Aliasing, Mode, Target, Untested
from lessonls.core.unit_tests import UnitTest
from lessonls.core.verdict import MutationScore, Verdict
from lessonls.core.workload import Workload

SHORT = 0.2
"""Seconds of a timing session where it does not matter how fast a candidate is; None is as long as
the judge finds right.
"""


def target_in(path: Path, source: str, name: str) -> Target:
    """The function of that name, in a file with that text."""
    path.write_text(source, encoding="utf-8")
    return TreeSitterFinder(CompileCommands()).named(path, source, name)


class Bench:
    """A bench that is asked without `await`, for tests that do nothing meanwhile."""

    def __init__(self, target: Target, bench: ProcessBench, runner: asyncio.Runner) -> None:
        self.target = target
        self._bench = bench
        self._runner = runner

    @property
    def workload(self) -> Workload:
        return self._bench.workload

    @property
    def remarks(self) -> Sequence[str]:
        return self._runner.run(self._bench.remarks())

    def expect(self, codes: Sequence[str]) -> None:
        self._runner.run(self._bench.expect(codes))

    def judge(self, code: str) -> Verdict:
        return self._runner.run(self._bench.judge(code))

    def confirm(self, code: str) -> Verdict:
        return self._runner.run(self._bench.confirm(code))

    def mutation_score(self) -> MutationScore | None:
        return self._runner.run(self._bench.mutation_score())


@contextmanager
def bench_of(
    target: Target,
    mode: Mode = Mode.SERIAL,
    aliasing: Aliasing = Aliasing.CONDITION,
    session_seconds: float | None = SHORT,
    workload: Workload | None = None,
    portable: bool | None = None,
    untested: Untested = Untested.CONDITION,
    program: Program | None = None,
    inputs: Inputs = Inputs.MADE,
    tests: Sequence[UnitTest] = (),
) -> Generator[Bench]:
    """A bench for the target. Raises what the judge's process says of one that cannot be opened."""
    judge = ProcessJudge(
        lambda _: workload,
        aliasing=aliasing,
        untested=untested,
        session_seconds=session_seconds,
        portable=portable,
        ahead=False,
        program=program,
        inputs=inputs,
        tests_for=lambda _: tests,
    )
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        bench = runner.run(stack.enter_async_context(judge.open(target, mode)))
        try:
            yield Bench(target, bench, runner)
        finally:
            runner.run(stack.aclose())


class Benches:
    """One bench at a time, because judges on one machine take turns: it stays open until another
    one is asked for, so that all candidates for a function share it.
    """

    def __init__(self) -> None:
        self._asked: object = None
        self._bench: Bench | None = None
        self._opened = ExitStack()

    def of(self, target: Target, mode: Mode = Mode.SERIAL, **options: Any) -> Bench:
        """The bench for the target with these options of `bench_of`."""
        asked = (target, mode, options)
        if asked != self._asked:
            self.close()
            self._asked = asked
            self._bench = self._opened.enter_context(bench_of(target, mode, **options))
        assert self._bench is not None, "it could not be opened, see above"
        return self._bench

    def close(self) -> None:
        self._asked = self._bench = None
        self._opened.close()
