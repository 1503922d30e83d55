"""The line that says how far a run has come."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.events import (
    AgentsAtWork,
    BaselineReady,
    CandidateJudged,
    CandidateProposed,
    Confirming,
    Event,
    JudgeBusy,
    Preparing,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import Attempt
from lessonls.core.opening import Opening
from lessonls.core.target import Language, Mode, Target
from lessonls.core.usage import Usage
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls.lsp.standing import Standing

TARGET = Target(
    path=Path("f.c"),
    language=Language.C,
    name="f",
    qualified_name="f",
    returns="int",
    parameters=(),
    code="int f(){}",
    before="",
    after="",
    start=0,
    line=1,
    flags=(),
    directory=Path(),
)
START = RunStarted(target=TARGET, mode=Mode.SERIAL, agents=("vectorize", "locality"), rounds=4)
READY = BaselineReady(workload=Workload(function="f"), baseline_seconds=0.01)


def judged(agent: str, round_: int, speedup: float) -> CandidateJudged:
    verdict = Verdict(
        kind=VerdictKind.CORRECT, speedup=speedup, interval=(speedup - 0.1, speedup + 0.1)
    )
    return CandidateJudged(attempt=Attempt(agent=agent, round=round_, code="", verdict=verdict))


WRONG = CandidateJudged(
    attempt=Attempt(
        agent="locality",
        round=0,
        code="",
        verdict=Verdict(kind=VerdictKind.NOT_COMPILABLE, reason="no"),
    )
)
FINISHED = RunFinished(best=None, attempts=(), lessons=(), baseline_seconds=0.01, seconds=1.0)


def after(*events: Event) -> Standing:
    standing = Standing()
    for event in events:
        standing = standing.after(event)
    return standing


@pytest.mark.parametrize(
    ("events", "message", "percentage"),
    [
        pytest.param([START], "building the original", 0, id="started"),
        pytest.param(
            [START, Preparing(stage=Opening.CHECKS)],
            "choosing inputs for checks",
            5,
            id="preparing",
        ),
        pytest.param(
            [START, JudgeBusy()], "waiting for another run on this machine", 0, id="waiting"
        ),
        pytest.param([START, READY], "inputs found", 10, id="prepared"),
        pytest.param(
            [START, READY, RoundStarted(round=0, lessons=())], "round 1/4 · started", 10, id="round"
        ),
        pytest.param(
            [START, READY, CandidateProposed(agent="locality", round=0, code="")],
            "round 1/4 · judging locality",
            10,
            id="proposed",
        ),
        pytest.param(
            [START, READY, WRONG], "round 1/4 · locality judged not compilable", 20, id="wrong"
        ),
        pytest.param(
            [
                START,
                READY,
                judged("a", 0, 2.3),
                RoundStarted(round=1, lessons=()),
                judged("vectorize", 1, 1.8),
            ],
            "round 2/4 · vectorize judged 1.8x · best 2.3x",
            41,
            id="best so far",
        ),
        pytest.param([START, judged("a", 0, 0.5)], "round 1/4 · a judged 0.5x", 20, id="slower"),
        pytest.param(
            [START, Confirming(attempt=judged("a", 0, 2.3).attempt)],
            "confirming a's 2.3x",
            95,
            id="confirming",
        ),
        pytest.param([START, FINISHED], "finished", 100, id="finished"),
    ],
)
def test_the_line_names_round_candidate_and_best(
    events: list[Event], message: str, percentage: int
) -> None:
    """And the percentage goes with the rounds."""
    standing = after(*events)
    assert (standing.message, standing.percentage) == (message, percentage)


@given(
    st.lists(
        st.one_of(
            st.just(READY),
            st.just(WRONG),
            st.just(START),
            st.builds(RoundStarted, round=st.integers(0, 9), lessons=st.just(())),
            st.builds(judged, st.just("a"), st.integers(0, 9), st.floats(0.1, 90)),
        )
    )
)
def test_the_percentage_never_falls_nor_leaves_its_range(events: list[Event]) -> None:
    """Whatever the team does, in whatever order."""
    standing, last = Standing(), 0
    for event in events:
        standing = standing.after(event)
        assert last <= standing.percentage <= 100
        last = standing.percentage


def test_it_says_who_is_waited_for_and_what_was_used():
    """Models take their time and cost money; what they used stays in the line."""
    usage = Usage(requests=2, prompt_tokens=1000, completion_tokens=250, cost=0.0031)
    standing = Standing().after(START).after(READY).after(RoundStarted(round=0, lessons=()))
    standing = standing.after(AgentsAtWork(agents=("alpha", "beta"), usage=usage))
    used = "2 requests, 1.2k tokens, cost 0.0031"
    assert standing.message == f"round 1/4 · waiting for alpha, beta · {used}"
    standing = standing.after(judged("vectorize", 0, 2.0))
    assert standing.message == f"round 1/4 · vectorize judged 2.0x · best 2.0x · {used}"
