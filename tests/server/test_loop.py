"""The lesson loop, with scripted agents and a table for a judge."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Any, TypeVar

import pytest

from lessonls.asking import TICK
from lessonls.core.errors import AgentError, JudgeError, MachineError, SettingsError
from lessonls.core.events import (
    AgentLeft,
    AgentsAtWork,
    BaselineReady,
    CandidateJudged,
    Event,
    LessonBanked,
    Preparing,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import LONGEST_CODE, LONGEST_TEXT, Lesson, Proposal
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.options import Admission, FactorPolicy, Options, Start
from lessonls.core.target import Mode, Target, Task
from lessonls.core.usage import Usage
from lessonls.core.verdict import Outcome, VerdictKind
from lessonls.fakes import (
    MemoryBank,
    ScriptedAgent,
    ScriptedMeter,
    TableJudge,
    WordEmbedder,
    correct,
    example_lesson,
    example_target,
    passing,
    rejected,
)
from lessonls.loop import optimize
from lessonls.ports import Agent, Bench, Judge, LessonBank, Meter

Kind = TypeVar("Kind")
TARGET = example_target("void f(void) { blur }")
TABLE = {
    "slow": correct(0.5),
    "same": correct(1.0),
    "double": correct(2.0),
    "triple": correct(3.0),
    "wrong": rejected(),
}


async def events_of(
    team: Sequence[Agent],
    judge: Judge | None = None,
    bank: LessonBank | None = None,
    meter: Meter | None = None,
    clock: Callable[[], float] = time.monotonic,
    **options: Any,
) -> list[Event]:
    run = optimize(
        TARGET,
        Mode.SERIAL,
        team=team,
        judge=judge or TableJudge(TABLE),
        bank=bank or MemoryBank(),
        embedder=WordEmbedder(),
        options=Options(**options),
        meter=meter,
        clock=clock,
    )
    async with aclosing(run):
        return [event async for event in run]


def of(kind: type[Kind], events: Sequence[Event]) -> list[Kind]:
    return [event for event in events if isinstance(event, kind)]


def end(events: Sequence[Event]) -> RunFinished:
    (finished,) = of(RunFinished, events)
    assert events[-1] is finished
    return finished


async def test_a_run_tells_what_happens_in_order():
    """Candidates one by one in the team's order, then their lessons; at last the confirmation."""
    team = [ScriptedAgent("one", ["wrong", "double"]), ScriptedAgent("two", ["same"])]
    events = await events_of(team, rounds=2)
    assert [type(event).__name__ for event in events] == [
        "RunStarted",
        "BaselineReady",
        "RoundStarted",
        *("CandidateProposed", "CandidateJudged"),
        *("CandidateProposed", "CandidateJudged"),
        *("LessonBanked", "LessonBanked"),
        "RoundStarted",
        *("CandidateProposed", "CandidateJudged", "LessonBanked"),
        "Confirming",
        "RunFinished",
    ]
    judged = [event.attempt for event in of(CandidateJudged, events)]
    assert [(one.agent, one.round, one.code) for one in judged] == [
        ("one", 0, "wrong"),
        ("two", 0, "same"),
        ("one", 1, "double"),
    ]
    assert end(events).attempts == tuple(judged)
    assert end(events).note == ""


async def test_a_run_that_has_to_wait_for_another_one_says_so():
    """Before anything is prepared."""
    judge = TableJudge(TABLE)
    judge.others = True
    events = await events_of([ScriptedAgent("one", ["double"])], judge)
    assert [type(event).__name__ for event in events[:3]] == [
        "RunStarted",
        "JudgeBusy",
        "BaselineReady",
    ]


async def test_the_stages_of_opening_are_told_as_they_begin():
    judge = TableJudge(TABLE)
    judge.stages = (Opening.BUILDING, Opening.INPUTS)
    events = await events_of([ScriptedAgent("one", ["double"])], judge)
    assert [event.stage for event in of(Preparing, events)] == list(judge.stages)
    assert isinstance(events[3], BaselineReady)


@pytest.mark.parametrize("stages", range(3))
async def test_cancelling_while_a_bench_is_opened_leaves_nothing_of_it(stages: int):
    """In every stage; what was opened half is closed."""
    judge, reached = HalfOpen(stages), asyncio.Event()

    async def follow() -> None:
        run = optimize(
            TARGET,
            Mode.SERIAL,
            team=[ScriptedAgent("one", ["double"])],
            judge=judge,
            bank=MemoryBank(),
            embedder=WordEmbedder(),
            options=Options(),
        )
        async with aclosing(run):
            async for event in run:
                if isinstance(event, RunStarted if not stages else Preparing):
                    reached.set()

    task = asyncio.create_task(follow())
    await reached.wait()
    await judge.begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert judge.closed
    assert asyncio.all_tasks() == {asyncio.current_task()}


class HalfOpen(TableJudge):
    """Tells of some stages, and is never open."""

    def __init__(self, stages: int) -> None:
        super().__init__({})
        self.begun = asyncio.Event()
        self.closed = False
        self._told = tuple(Opening)[:stages]

    @asynccontextmanager
    async def open(
        self,
        target: Target,  # noqa: ARG002
        mode: Mode,  # noqa: ARG002
        tell: Tell = nobody,
    ) -> AsyncGenerator[Bench]:
        try:
            for stage in self._told:
                tell(stage)
            self.begun.set()
            await asyncio.Event().wait()
            yield self
        finally:
            await asyncio.sleep(0)
            self.closed = True


async def test_lessons_of_a_round_are_in_every_agents_next_brief():
    """With our facts beside the agent's words; the first round has none."""
    team = [ScriptedAgent("one", ["double", "slow"]), ScriptedAgent("two", ["wrong", "same"])]
    await events_of(team, rounds=2)
    for agent in team:
        first, second = agent.briefs
        assert first.lessons == ()
        assert [(one.text, one.outcome, one.speedup) for one in second.lessons] == [
            ("one in round 0: significantly faster.", Outcome.SIGNIFICANTLY_FASTER, 2.0),
            ("two in round 0: incorrect.", Outcome.INCORRECT, None),
        ]
        assert second.lessons[1].reason == "differs"
        assert [attempt.code for attempt in second.attempts] == ["double", "wrong"]


async def test_no_prompt_holds_more_than_k_lessons():
    """However many there are; with k = 0 there are none."""
    agents = [ScriptedAgent(name, ["double" + name, "same"]) for name in "abcdef"]
    judge = TableJudge({}, default=correct(2.0))
    events = await events_of(agents, judge, rounds=2, lessons=3)
    assert [len(event.lessons) for event in of(RoundStarted, events)] == [0, 3]
    events = await events_of(agents, judge, rounds=2, lessons=0)
    assert [len(event.lessons) for event in of(RoundStarted, events)] == [0, 0]


async def test_the_same_code_is_judged_and_explained_once():
    """Whoever proposes it again, and whatever space is around it."""
    judge = TableJudge(TABLE)
    team = [ScriptedAgent("one", ["same", "same"]), ScriptedAgent("two", ["same\n"])]
    events = await events_of(team, judge, rounds=2)
    assert judge.judged == ["same"]
    assert len(of(LessonBanked, events)) == 1
    assert [event.attempt.verdict for event in of(CandidateJudged, events)] == [correct(1.0)] * 3


async def test_agents_propose_at_the_same_time():
    """Each waits for the other here, so that one after the other would never end."""
    barrier = asyncio.Barrier(2)

    class Waiting(ScriptedAgent):
        async def propose(self, brief: Any) -> Proposal | None:
            await barrier.wait()
            return await super().propose(brief)

    events = await events_of([Waiting("one", ["same"]), Waiting("two", ["slow"])], rounds=1)
    assert len(end(events).attempts) == 2


async def test_agents_write_their_lessons_at_the_same_time():
    """A round of models takes as long as the slowest of them, twice: proposal and lesson."""
    barrier = asyncio.Barrier(2)

    class Waiting(ScriptedAgent):
        async def explain(self, brief: Any, attempt: Any) -> str:
            await barrier.wait()
            return await super().explain(brief, attempt)

    team = [Waiting("one", ["same"]), Waiting("two", ["slow"])]
    assert len(of(LessonBanked, await events_of(team, rounds=1))) == 2


async def test_who_is_at_work_and_what_they_used_is_told_while_it_lasts():
    """Once for each change, so that an editor is not flooded."""

    class Typing(ScriptedAgent):
        async def propose(self, brief: Any) -> Proposal | None:
            for tokens in (0, 10, 10):
                meter.usage = Usage(requests=1, completion_tokens=tokens)
                await asyncio.sleep(TICK * 1.05)
            return await super().propose(brief)

    meter = ScriptedMeter()
    team = [ScriptedAgent("one", ["same"]), Typing("two", ["slow"])]
    events = await events_of(team, rounds=1, meter=meter)
    told = of(AgentsAtWork, events)
    assert {event.agents for event in told} == {("two",)}
    assert [event.usage.tokens for event in told] == [0, 10]
    assert end(events).usage == Usage(requests=1, completion_tokens=10)


async def test_a_reply_without_code_is_a_verdict_and_never_reaches_the_judge():
    """Its author learns why; no compiler is asked."""
    judge = TableJudge(TABLE)
    nothing = Proposal(code="I cannot help.", problem="The reply holds no code.")
    events = await events_of([ScriptedAgent("one", [nothing])], judge, rounds=1)
    (judged,) = of(CandidateJudged, events)
    assert judged.attempt.verdict == rejected(
        VerdictKind.NOT_COMPILABLE, "The reply holds no code."
    )
    assert judge.judged == []
    assert [lesson.outcome for lesson in end(events).lessons] == [Outcome.NOT_COMPILABLE]


async def test_what_does_not_compile_is_repaired_once():
    """By its author; the lesson is about the second try, and both attempts are kept."""
    judge = TableJudge(TABLE | {"typo": rejected(VerdictKind.NOT_COMPILABLE, "no ;")})
    team = [
        ScriptedAgent("one", ["typo"], repairs=["double"]),
        ScriptedAgent("two", ["wrong"], repairs=["triple"]),
        ScriptedAgent("three", ["typo"], repairs=["typo"]),
    ]
    events = await events_of(team, judge, rounds=1)
    attempts = end(events).attempts
    assert [(one.agent, one.code, one.repaired) for one in attempts] == [
        ("one", "typo", False),
        ("two", "wrong", False),
        ("three", "typo", False),
        ("one", "double", True),
        ("three", "typo", True),
    ]
    assert judge.judged == ["typo", "wrong", "double"]
    assert [lesson.outcome for lesson in end(events).lessons] == [
        Outcome.SIGNIFICANTLY_FASTER,
        Outcome.INCORRECT,
    ]


async def test_repairing_can_be_left_out():
    """The paper's loop knows no second try."""
    judge = TableJudge(TABLE | {"typo": rejected(VerdictKind.NOT_COMPILABLE, "no ;")})
    team = [ScriptedAgent("one", ["typo"], repairs=["double"])]
    events = await events_of(team, judge, rounds=1, repair=False)
    assert [one.code for one in end(events).attempts] == ["typo"]


async def test_a_spent_budget_ends_the_run_with_its_result():
    """After the round in which it was spent; the note says which limit it was."""
    meter = ScriptedMeter()

    class Costly(ScriptedAgent):
        async def explain(self, brief: Any, attempt: Any) -> str:
            meter.spent = "The run stopped at its limit of 2 requests."
            return await super().explain(brief, attempt)

    events = await events_of([Costly("one", ["double", "triple"])], meter=meter)
    assert len(of(RoundStarted, events)) == 1
    best = end(events).best
    assert best is not None
    assert best.code == "double"
    assert end(events).note == "The run stopped at its limit of 2 requests."


async def test_a_lesson_keeps_the_code_that_taught_it_unless_that_is_long():
    """An example of pages helps nobody."""
    long = "x" * (LONGEST_CODE + 1)
    judge = TableJudge({}, default=correct(2.0))
    finished = end(await events_of([ScriptedAgent("one", ["double", long])], judge, rounds=2))
    assert [lesson.code for lesson in finished.lessons] == ["double", ""]


async def test_agents_see_what_the_compiler_says_unless_told_otherwise():
    """And which compiler and processor it is about."""

    class Remarking(TableJudge):
        async def remarks(self) -> Sequence[str]:
            return ["line 2: not vectorized: control flow in loop"]

    for remarks, expected in ((True, 1), (False, 0)):
        agent = ScriptedAgent("one", ["same"])
        await events_of([agent], Remarking(TABLE), remarks=remarks, rounds=1)
        (brief,) = agent.briefs
        assert len(brief.remarks) == expected
        assert (brief.compiler, brief.cpu) == (TableJudge.compiler, TableJudge.cpu)


async def test_a_bench_hears_what_is_judged_next():
    """All that is new of a round, which may then be built at once."""
    team = [
        ScriptedAgent("a", ["double", "same"]),
        ScriptedAgent("b", ["wrong", "double"]),
        ScriptedAgent("c", ["slow", "triple"]),
    ]
    judge = TableJudge(TABLE)
    await events_of(team, judge, rounds=2)
    assert judge.expected == [("double", "wrong", "slow"), ("same", "triple")]
    assert judge.judged == ["double", "wrong", "slow", "same", "triple"]


async def test_nothing_is_judged_while_an_agent_works():
    """A timing must have the machine for itself."""
    working: set[str] = set()

    class Working(ScriptedAgent):
        async def propose(self, brief: Any) -> Proposal | None:
            working.add(self.name)
            for _ in range(3):
                await asyncio.sleep(0)
            working.remove(self.name)
            return await super().propose(brief)

    class Quiet(TableJudge):
        async def judge(self, code: str) -> Any:
            assert not working
            return await super().judge(code)

    team: list[Agent] = [ScriptedAgent("one", ["same"]), Working("two", ["slow"])]
    assert len(end(await events_of(team, Quiet(TABLE), rounds=2)).attempts) == 2


@pytest.mark.parametrize(
    "failing",
    [
        ScriptedAgent("two", [AgentError("no key")]),
        ScriptedAgent("two", ["slow"], lesson=AgentError("no key")),
    ],
    ids=["proposing", "explaining"],
)
async def test_an_agent_that_fails_leaves_and_the_others_go_on(failing: ScriptedAgent):
    """One message, and it is never asked again."""
    other = ScriptedAgent("one", ["same", "double"])
    events = await events_of([failing, other], rounds=2)
    assert of(AgentLeft, events) == [AgentLeft(agent="two", reason="no key")]
    assert len(failing.briefs) == 1
    assert len(other.briefs) == 2
    best = end(events).best
    assert best is not None
    assert best.code == "double"


async def test_a_team_that_all_left_at_once_is_an_error():
    """There is no result that could be reported; the bench is closed."""
    judge = TableJudge(TABLE)
    team = [ScriptedAgent(name, [AgentError(f"{name} is down.")]) for name in ("one", "two")]
    with pytest.raises(MachineError, match=r"No agent is left.*two is down"):
        await events_of(team, judge)
    assert not judge.is_open


async def test_what_a_team_found_before_it_left_counts():
    """The run ends early, with its result."""
    team = [ScriptedAgent("one", ["double", AgentError("Out of credit.")])]
    finished = end(await events_of(team))
    assert finished.best is not None
    assert finished.note == "No agent is left; the last one reported: Out of credit."


async def test_a_round_without_an_idea_is_the_last():
    """Asking again would not help; blank text is no idea."""
    team = [ScriptedAgent("one", ["same", "  \n"]), ScriptedAgent("two", [None, None, "double"])]
    events = await events_of(team)
    assert len(of(RoundStarted, events)) == 2
    assert end(events).note == "No agent proposed a rewrite in round 2."


async def test_no_time_means_no_round():
    """And a valid end."""
    judge = TableJudge(TABLE)
    finished = end(await events_of([ScriptedAgent("one", ["double"])], judge, seconds=0))
    assert judge.judged == []
    assert finished.best is None
    assert finished.note == "The run stopped at its time limit of 0 s."


async def test_after_the_time_limit_only_the_candidate_in_flight_is_finished():
    """It is judged, banked and may win; nothing new begins."""
    now = [0.0]

    class Slow(TableJudge):
        async def judge(self, code: str) -> Any:
            now[0] += 60
            return await super().judge(code)

    judge = Slow(TABLE)
    team = [ScriptedAgent(code, [code, code]) for code in ("slow", "double", "triple")]
    finished = end(await events_of(team, judge, clock=lambda: now[0], seconds=100))
    assert judge.judged == ["slow", "double"]
    assert judge.confirmed == ["double"]
    assert len(finished.lessons) == 2
    assert finished.seconds == 120
    assert finished.note == "The run stopped at its time limit of 100 s."


async def test_an_agent_that_is_late_is_not_waited_for():
    """It is stopped, and what the others said in time is forgotten with the round."""
    now = [0.0]

    class Stalled(ScriptedAgent):
        stopped = False

        async def propose(self, brief: Any) -> Proposal | None:
            self.briefs.append(brief)
            now[0] = 1.0
            try:
                await asyncio.Event().wait()
            finally:
                self.stopped = True

    agent = Stalled("one", [])
    finished = end(await events_of([agent], clock=lambda: now[0], seconds=0.01))
    assert agent.stopped
    assert finished.note == "The run stopped at its time limit of 0.01 s."


async def test_the_fastest_is_timed_again_before_it_is_claimed():
    """The claim carries the second session's figures; the first stay with the attempt."""
    judge = TableJudge(TABLE, confirmations={"triple": [correct(2.5)]})
    team = [ScriptedAgent("one", ["double", "triple", "double"])]
    finished = end(await events_of(team, judge))
    assert judge.confirmed == ["triple"]
    assert finished.best is not None
    assert finished.best.verdict.speedup == 2.5
    assert finished.best.verdict.evidence.confirmed
    assert finished.attempts[1].verdict == correct(3.0)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (Start.BEST, [TARGET.code, TARGET.code, "double", "triple"]),
        (Start.ORIGINAL, [TARGET.code] * 4),
    ],
)
async def test_later_rounds_start_from_the_best_or_from_the_original(
    start: Start, expected: list[str]
):
    """As the option says; a slower candidate is never a start."""
    agent = ScriptedAgent("one", ["slow", "double", "triple", "wrong"])
    await events_of([agent], start=start)
    assert [brief.start for brief in agent.briefs] == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [(FactorPolicy.REPLACE, 1.1), (FactorPolicy.CUMULATIVE, 0.9 * 1.1)],
)
async def test_factors_and_counters_of_used_lessons_reach_the_bank(
    policy: FactorPolicy, expected: float
):
    """The first lesson is used twice: nothing beats it, then something does."""
    bank = MemoryBank()
    team = [ScriptedAgent("one", ["double", "slow", "triple"])]
    finished = end(await events_of(team, bank=bank, factor=policy, rounds=3))
    first, second, last = await bank.lessons()
    assert first.factor == pytest.approx(expected)
    assert (first.times_used, second.times_used, last.times_used) == (2, 1, 0)
    assert finished.lessons == (first, second, last)


def remembered(name: str, text: str, vector: tuple[float, ...]) -> Lesson:
    embedder = WordEmbedder.name
    return example_lesson(name, text=text, embedding=vector, embedder=embedder)


async def test_lessons_of_earlier_runs_take_the_places_that_are_left():
    """All of them here, and fewer as the run teaches its own; their use is counted in the bank."""
    embedder = WordEmbedder()
    related = await embedder.embed([f"blur again {n}" for n in range(3)])
    (unrelated,) = await embedder.embed(["sort"])
    bank = MemoryBank(
        [remembered(str(n), f"blur again {n}", vector) for n, vector in enumerate(related)]
        + [remembered("sort", "sort", unrelated)]
    )
    team = [ScriptedAgent("one", ["double", "slow", "same"])]
    rule = Admission.ALL
    events = await events_of(team, bank=bank, rounds=3, lessons=2, admission=rule)
    texts = [[lesson.text for lesson in event.lessons] for event in of(RoundStarted, events)]
    assert texts[0] == ["blur again 0", "blur again 1"]
    assert texts[1] == ["one in round 0: significantly faster.", "blur again 0"]
    assert all(not text.startswith("blur") for text in texts[2])
    earlier = [lesson for lesson in await bank.lessons() if lesson.text.startswith("blur")]
    assert [one.times_used for one in earlier] == [2, 1, 0]
    assert all(lesson in end(events).lessons for lesson in (await bank.lessons())[4:])


async def test_who_was_successful_on_another_function_is_judged_first():
    (vector,) = await WordEmbedder().embed(["blur"])
    bank = MemoryBank([remembered("two", "blur", vector).model_copy(update={"agent": "two"})])
    team = [ScriptedAgent(name, ["same", "slow"]) for name in ("one", "two", "three")]
    events = await events_of(team, bank=bank, admission=Admission.ALL)
    judged = [one.attempt for one in of(CandidateJudged, events)]
    assert [one.agent for one in judged[:3]] == ["two", "one", "three"]


async def test_earlier_runs_can_be_left_out():
    """The paper's loop knows none."""
    (vector,) = await WordEmbedder().embed(["blur"])
    bank = MemoryBank([remembered("a", "blur", vector)])
    events = await events_of([ScriptedAgent("one", ["same"])], bank=bank, carry_over=0)
    assert all(not event.lessons for event in of(RoundStarted, events)[:1])


async def test_a_second_run_finds_the_same_lessons_and_keeps_their_record():
    """The bank does not grow by what it knows."""
    bank = MemoryBank()
    for _ in range(2):
        await events_of([ScriptedAgent("one", ["double", "slow"])], bank=bank, rounds=2)
    first, second = await bank.lessons()
    assert (first.times_used, second.times_used) == (2, 0)


@pytest.mark.parametrize(
    ("said", "banked"),
    [
        ("  short  ", "short"),
        ("x" * 5000, "x" * LONGEST_TEXT),
        ("half \ud800 a character", "half ? a character"),
        (" \n", None),
    ],
)
async def test_only_sensible_text_is_banked(said: str, banked: str | None):
    """Whatever an agent says."""
    bank = MemoryBank()
    await events_of([ScriptedAgent("one", ["same"], lesson=said)], bank=bank, rounds=1)
    assert [lesson.text for lesson in await bank.lessons()] == ([banked] if banked else [])


@pytest.mark.parametrize("stop", range(1, 16))
async def test_closing_the_run_anywhere_closes_the_bench_and_leaves_no_task(stop: int):
    """The bank holds exactly the lessons that were announced."""
    judge, bank = TableJudge(TABLE), MemoryBank()
    team = [ScriptedAgent("one", ["double", "wrong"]), ScriptedAgent("two", ["same", "slow"])]
    run = optimize(
        TARGET,
        Mode.SERIAL,
        team=team,
        judge=judge,
        bank=bank,
        embedder=WordEmbedder(),
        options=Options(),
    )
    seen = [await anext(run) for _ in range(stop)]
    await run.aclose()
    assert not judge.is_open
    assert asyncio.all_tasks() == {asyncio.current_task()}
    announced = {event.lesson.id for event in of(LessonBanked, seen)}
    assert {lesson.id for lesson in await bank.lessons()} == announced


@pytest.mark.parametrize("hangs", ["propose", "judge", "explain", "confirm"])
async def test_cancelling_the_task_in_any_phase_closes_the_bench(hangs: str):
    """Even while somebody would never answer; no task of an agent stays behind."""
    reached = asyncio.Event()

    async def hang(*_: Any) -> Any:
        reached.set()
        await asyncio.Event().wait()

    judge, agent = TableJudge(TABLE), ScriptedAgent("one", ["double"])
    setattr(judge if hasattr(judge, hangs) else agent, hangs, hang)
    team = [agent, ScriptedAgent("two", ["same"])]
    task = asyncio.create_task(events_of(team, judge, rounds=1))
    await reached.wait()
    assert judge.is_open
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not judge.is_open
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_failing_judge_ends_the_run_with_its_error():
    """Our own machinery failed: that is no verdict. What was banked stays."""
    bank = MemoryBank()
    judge = TableJudge({"same": correct(1.0)})
    with pytest.raises(JudgeError):
        await events_of([ScriptedAgent("one", ["same", "unknown"])], judge, bank)
    assert not judge.is_open
    assert len(await bank.lessons()) == 1


async def test_a_bug_in_an_agent_is_not_hidden():
    """Only AgentError means that an agent cannot go on; the others are stopped."""

    class Broken(ScriptedAgent):
        async def propose(self, brief: Any) -> Proposal | None:
            raise ZeroDivisionError(brief.round)

    judge = TableJudge(TABLE)
    with pytest.raises(ZeroDivisionError):
        await events_of([ScriptedAgent("one", ["same"]), Broken("two", [])], judge)
    assert not judge.is_open
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("names", [[], ["one", "one"]])
async def test_an_impossible_team_is_refused(names: list[str]):
    """Before anything is built."""
    judge = TableJudge(TABLE)
    with pytest.raises(SettingsError, match="at least one agent"):
        await events_of([ScriptedAgent(name, []) for name in names], judge)


STUBS = {
    "none": passing(0, 4),
    "half": passing(2, 4),
    "most": passing(3, 4),
    "all": passing(4, 4),
    "double": correct(2.0),
}
"""Verdicts on implementations; a run of them ends with the first that passes all tests."""


async def test_what_tests_say_is_a_score_like_any_other():
    """The same loop: the lesson of what passed most is shown first, and its factor follows."""
    team = [ScriptedAgent("one", ["half", "most", "none"]), ScriptedAgent("two", ["none", "half"])]
    events = await events_of(team, TableJudge(STUBS), rounds=3, floor=0.0)
    shown = [[lesson.tests for lesson in event.lessons] for event in of(RoundStarted, events)]
    assert shown[0] == []
    assert shown[2][0] == (3, 4)
    factors = {lesson.tests: lesson.factor for lesson in team[0].briefs[2].lessons}
    assert factors[2, 4] == pytest.approx(1.0), "one agent beat it, the other did not"
    assert end(events).best is None
    assert [one.outcome for one in end(events).lessons] == [Outcome.FAILS_TESTS] * 3


async def test_a_run_ends_as_soon_as_a_candidate_is_good_enough():
    """The others of its round are not judged, and nobody is asked for a lesson."""
    team = [
        ScriptedAgent("one", ["half", "all", "double"]),
        ScriptedAgent("two", ["none", "most"]),
    ]
    judge = TableJudge(STUBS)
    events = await events_of(team, judge, rounds=4, enough=1.0)
    assert judge.judged == ["half", "none", "all"]
    best = end(events).best
    assert best is not None
    assert best.code == "all"
    assert (
        best.verdict.phrases[0] == "passes 4 of 4 tests: 4 that the team wrote, none of them yours"
    )
    assert len(of(LessonBanked, events)) == 2
    assert len(of(RoundStarted, events)) == 2


async def test_one_by_one_nobody_is_asked_after_the_answer_was_found():
    team = [ScriptedAgent(name, ["all"]) for name in ("one", "two", "three")]
    events = await events_of(team, TableJudge(STUBS), enough=1.0, one_by_one=True)
    assert [len(agent.briefs) for agent in team] == [1, 0, 0]
    assert [event.attempt.agent for event in of(CandidateJudged, events)] == ["one"]


async def test_one_by_one_the_lessons_come_after_the_last_agent():
    """All agents of a round see the same lessons, whoever is asked first."""
    team = [ScriptedAgent("one", ["none", "slow"]), ScriptedAgent("two", ["half", "most"])]
    judge = TableJudge(STUBS | TABLE)
    events = await events_of(team, judge, rounds=2, enough=1.0, one_by_one=True)
    assert [len(agent.briefs[1].lessons) for agent in team] == [2, 2]
    assert [len(agent.briefs[0].lessons) for agent in team] == [0, 0]
    assert len(of(LessonBanked, events)) == 4


async def test_the_last_round_may_do_without_lessons():
    team = [ScriptedAgent("one", ["half", "most"])]
    events = await events_of(team, TableJudge(STUBS), rounds=2, last_lessons=False)
    assert [event.lesson.tests for event in of(LessonBanked, events)] == [(2, 4)]


async def test_lessons_of_one_task_are_not_shown_in_another():
    """What helps to implement a stub says nothing to somebody who looks for speed."""
    bank = MemoryBank()
    other = example_lesson("a stub", task=Task.IMPLEMENT, tests=(4, 4), speedup=None)
    await bank.add(other)
    await bank.add(example_lesson("blur"))
    events = await events_of([ScriptedAgent("one", ["double"])], bank=bank, rounds=1)
    assert other.id not in {lesson.id for lesson in of(RoundStarted, events)[0].lessons}
