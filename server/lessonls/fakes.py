"""Deterministic stand-ins for everything the loop needs from the outside.

They are shipped, not mocked: tests, demonstrations and a run without a disk use them.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lessonls.core.admission import Standing, standing_of
from lessonls.core.circumstances import Circumstances
from lessonls.core.errors import AgentError, JudgeError
from lessonls.core.lesson import Attempt, Brief, Lesson, Proposal
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.selection import Setting, related
from lessonls.core.target import Language, Mode, Target, digest
from lessonls.core.unit_tests import UnitTest, UnitTestResult
from lessonls.core.usage import Usage
from lessonls.core.verdict import Evidence, MutationScore, Outcome, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls.ports import Bench


def correct(speedup: float) -> Verdict:
    """A correct candidate that was timed, with an interval of plus or minus 2%."""
    return Verdict(
        kind=VerdictKind.CORRECT,
        speedup=speedup,
        interval=(speedup * 0.98, speedup * 1.02),
        pairs=20,
        evidence=Evidence(inputs=100, line_coverage=1.0),
    )


def rejected(kind: VerdictKind = VerdictKind.INCORRECT, reason: str = "differs") -> Verdict:
    """A candidate that never reached the timing."""
    return Verdict(kind=kind, reason=reason)


def passing(passed: int, tests: int) -> Verdict:
    """An implementation that passes the first `passed` of so many tests."""
    results = tuple(
        UnitTestResult(test=UnitTest(code=f"assert({number});"), passed=number < passed)
        for number in range(tests)
    )
    if passed == tests:
        return Verdict(kind=VerdictKind.CORRECT, tests=results)
    reason = f"{tests - passed} of {tests} tests fail"
    return Verdict(kind=VerdictKind.INCORRECT, tests=results, reason=reason)


def example_target(code: str = "void f(void) {}") -> Target:
    """A C function `f` that is the whole of its file."""
    return Target(
        path=Path("f.c"),
        language=Language.C,
        name="f",
        qualified_name="f",
        returns="void",
        parameters=(),
        code=code,
        before="",
        after="",
        start=0,
        line=1,
        flags=(),
        directory=Path(),
    )


def example_lesson(name: str, **changes: Any) -> Lesson:
    """A lesson on some other C function, as TableJudge's machine would teach it."""
    lesson = Lesson(
        id=digest(name),
        text=f"{name} helps.",
        outcome=Outcome.SIGNIFICANTLY_FASTER,
        speedup=2.0,
        agent="example",
        round=0,
        function="g",
        target_digest=digest("g"),
        language=Language.C,
        mode=Mode.SERIAL,
        compiler=TableJudge.compiler,
        cpu=TableJudge.cpu,
    )
    return Lesson.model_validate(lesson.model_dump() | changes)


Script = str | Proposal | AgentError | None
"""What an agent does in one round."""


def _scripted(script: Sequence[Script], round_: int) -> Proposal | None:
    said = script[round_] if round_ < len(script) else None
    if isinstance(said, AgentError):
        raise said
    return Proposal(code=said) if isinstance(said, str) else said


class ScriptedAgent:
    """Proposes what the script holds for the round, and explains with a fixed sentence.

    `proposals[t]` is the code of round t, None for no idea, or the AgentError to leave
    with; beyond the script there are no ideas. `repairs` has, in the same way, the second try
    at the code of round t. `lesson` is formatted with the agent's `name`, the `round` and the
    `outcome`; an AgentError there is raised. `briefs` keeps every brief the agent was shown.
    """

    def __init__(
        self,
        name: str,
        proposals: Sequence[Script],
        lesson: str | AgentError = "{name} in round {round}: {outcome}.",
        repairs: Sequence[Script] = (),
    ) -> None:
        self.name = name
        self.briefs: list[Brief] = []
        self._proposals = tuple(proposals)
        self._repairs = tuple(repairs)
        self._lesson = lesson

    async def propose(self, brief: Brief) -> Proposal | None:
        self.briefs.append(brief)
        await asyncio.sleep(0)
        return _scripted(self._proposals, brief.round)

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:  # noqa: ARG002
        await asyncio.sleep(0)
        return _scripted(self._repairs, brief.round)

    async def explain(self, brief: Brief, attempt: Attempt) -> str:
        if isinstance(self._lesson, AgentError):
            raise self._lesson
        outcome = attempt.verdict.outcome
        return self._lesson.format(name=self.name, round=brief.round, outcome=outcome)


class ScriptedMeter:
    """A meter that shows what is written into it."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.spent = ""


class TableJudge:
    """Looks verdicts up by code; `confirmations` overrides what later sessions say, in turn.

    It is judge and bench at once, and refuses to do two things at the same time, as a
    bench that takes times must. `judged` and `confirmed` list the codes in order, and `expected`
    what it was told to come.
    """

    compiler = "gcc 12.2.0"
    cpu = "Example CPU"
    circumstances = Circumstances()
    baseline_score = 1.0

    def __init__(
        self,
        table: Mapping[str, Verdict],
        default: Verdict | None = None,
        confirmations: Mapping[str, Sequence[Verdict]] | None = None,
        baseline_seconds: float = 0.01,
    ) -> None:
        self.judged: list[str] = []
        self.confirmed: list[str] = []
        self.expected: list[tuple[str, ...]] = []
        self.is_open = False
        self.others = False
        self.stages: tuple[Opening, ...] = ()
        self.baseline_seconds = baseline_seconds
        self.workload = Workload(function="scripted")
        self._table = table
        self._default = default
        self._confirmations = {code: list(said) for code, said in (confirmations or {}).items()}
        self._busy = False

    def busy(self) -> bool:
        """What `others` is set to."""
        return self.others

    @asynccontextmanager
    async def open(
        self,
        target: Target,  # noqa: ARG002
        mode: Mode,  # noqa: ARG002
        tell: Tell = nobody,
    ) -> AsyncGenerator[Bench]:
        """The same bench for every target; the `stages` of opening it are told."""
        for stage in self.stages:
            tell(stage)
            await asyncio.sleep(0)
        self.is_open = True
        try:
            yield self
        finally:
            self.is_open = False

    async def remarks(self) -> Sequence[str]:
        return ()

    async def mutation_score(self) -> MutationScore | None:
        return None

    async def expect(self, codes: Sequence[str]) -> None:
        self.expected.append(tuple(codes))

    async def judge(self, code: str) -> Verdict:
        self.judged.append(code)
        return await self._answer(self._look_up(code))

    async def confirm(self, code: str) -> Verdict:
        self.confirmed.append(code)
        said = self._confirmations.get(code)
        verdict = said.pop(0) if said else self._look_up(code)
        evidence = verdict.evidence.model_copy(update={"confirmed": True})
        return await self._answer(verdict.model_copy(update={"evidence": evidence}))

    def _look_up(self, code: str) -> Verdict:
        verdict = self._table.get(code, self._default)
        if verdict is None:
            raise JudgeError(f"The table has no verdict on {code!r}.")
        return verdict

    async def _answer(self, verdict: Verdict) -> Verdict:
        if self._busy or not self.is_open:
            raise JudgeError("The bench is busy or closed.")
        self._busy = True
        try:
            await asyncio.sleep(0)
        finally:
            self._busy = False
        return verdict


class MemoryBank:
    """A bank that lives as long as the process."""

    def __init__(self, lessons: Sequence[Lesson] = ()) -> None:
        self._lessons = {lesson.id: lesson for lesson in lessons}

    async def add(self, lesson: Lesson) -> None:
        self._lessons[lesson.id] = lesson

    async def update(self, ids: Sequence[str], change: Callable[[Lesson], Lesson]) -> None:
        changed = [change(lesson) for lesson in await self.get(ids)]
        self._lessons |= {lesson.id: lesson for lesson in changed}
        harmful = (one.id for one in changed if standing_of(one) is Standing.HARMFUL)
        await self.forget(list(harmful))

    async def get(self, ids: Sequence[str]) -> Sequence[Lesson]:
        return tuple(self._lessons[id_] for id_ in ids if id_ in self._lessons)

    async def related(
        self, source: Sequence[float], setting: Setting, most: int
    ) -> Sequence[Lesson]:
        return related(tuple(self._lessons.values()), source, setting, most)

    async def lessons(self) -> Sequence[Lesson]:
        return tuple(self._lessons.values())

    async def forget(self, ids: Sequence[str]) -> int:
        return sum(self._lessons.pop(id_, None) is not None for id_ in ids)


class WordEmbedder:
    """Counts words in eight slots by their first letter, which is enough to tell texts apart."""

    name = "first-letters"

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        """Vectors of unit length."""
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> tuple[float, ...]:
        words = [word for word in text.split() if word.isalpha()]
        slots = [sum(ord(word[0]) % 8 == slot for word in words) for slot in range(8)]
        length = sum(slot * slot for slot in slots) ** 0.5
        return tuple(slot / length if length else 0.0 for slot in slots)


class TableFormatter:
    """Looks formatted code up; what is not in the table stays as it is."""

    def __init__(self, table: Mapping[str, str] | None = None) -> None:
        self._table = table or {}

    async def formatted(self, target: Target, code: str) -> str:  # noqa: ARG002
        return self._table.get(code, code)
