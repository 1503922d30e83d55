"""How specialists choose among their variants, and what they say of the outcome."""

import asyncio
from threading import Event

import pytest

from lessonls.agents.specialists.codegen import CODEGEN
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.specialist import Specialist, code_of
from lessonls.agents.specialists.team import SPECIALISTS, builtin_team
from lessonls.agents.specialists.vectorize import VECTORIZE
from lessonls.core.lesson import Attempt, Brief, Lesson
from lessonls.core.reading.surroundings import LEFT_OUT, Declaration
from lessonls.core.target import Language, Mode, Target
from lessonls.core.verdict import Outcome, Verdict, VerdictKind
from lessonls.fakes import example_target

SUM = """double total(const double *x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum;
}
"""
MATVEC = """void matvec(std::vector<std::vector<double>> &A, std::vector<double> &x,
            std::vector<double> &y, int n) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            y[i] += A[i][j] * x[j];
        }
    }
}
"""


def target(code: str, language: Language = Language.CPP) -> Target:
    return example_target(code).model_copy(
        update={"language": language, "name": "kernel", "qualified_name": "kernel"}
    )


def brief(
    code: str, *attempts: Attempt, start: str = "", lessons: tuple[Lesson, ...] = ()
) -> Brief:
    return Brief(
        target=target(code),
        mode=Mode.SERIAL,
        round=1 if attempts else 0,
        start=start or code,
        attempts=attempts,
        lessons=lessons,
    )


def correct(speedup: float) -> Verdict:
    return Verdict(
        kind=VerdictKind.CORRECT, speedup=speedup, interval=(speedup - 0.01, speedup + 0.01)
    )


def attempt(agent: Specialist, code: str, verdict: Verdict) -> Attempt:
    return Attempt(agent=agent.name, round=0, code=code, verdict=verdict)


def lesson(agent: Specialist, text: str, speedup: float | None, code: str) -> Lesson:
    kept = speedup is not None and speedup >= 1.1
    return Lesson(
        id="0" * 16,
        text=text,
        outcome=Outcome.SIGNIFICANTLY_FASTER if kept else Outcome.SLOWER,
        speedup=speedup,
        agent=agent.name,
        round=0,
        function="kernel",
        target_digest=target(code).digest,
        language=Language.CPP,
        mode=Mode.SERIAL,
    )


async def proposals(agent: Specialist, code: str, verdict: Verdict) -> list[str]:
    """Everything that the agent proposes when every attempt ends in the same verdict."""
    tried: list[Attempt] = []
    while (found := await proposed(agent, brief(code, *tried))) is not None:
        tried.append(attempt(agent, found, verdict))
    return [one.code for one in tried]


async def proposed(agent: Specialist, seen: Brief) -> str | None:
    proposal = await agent.propose(seen)
    return proposal.code if proposal else None


@pytest.mark.parametrize("agent", SPECIALISTS, ids=lambda agent: agent.name)
@pytest.mark.parametrize("text", ["int one() { return 1; }", "int broken( {", "", "int x;"])
async def test_nothing_is_invented(agent: Specialist, text: str) -> None:
    found = await proposed(agent, brief(text))
    assert found is None or agent is CODEGEN


@pytest.mark.parametrize("code", [SUM, MATVEC])
@pytest.mark.parametrize("agent", SPECIALISTS, ids=lambda agent: agent.name)
async def test_variants_are_new_sound_and_the_same_every_time(agent: Specialist, code: str) -> None:
    found = await proposals(agent, code, correct(1.0))
    assert len({code, *found}) == 1 + len(found)
    assert found == await proposals(agent, code, correct(1.0))
    for one in found:
        assert Code(one, Language.CPP, Mode.SERIAL).sound
        assert one.count(code.splitlines()[0]) == 1, "the signature stays"


async def test_the_most_promising_variant_comes_first() -> None:
    first = await proposed(VECTORIZE, brief(SUM))
    assert first is not None
    assert "#pragma omp simd reduction(+ : sum)" in first


async def test_a_change_is_stacked_on_the_best_attempt_and_not_made_twice() -> None:
    first = await proposed(VECTORIZE, brief(SUM))
    assert first is not None
    best = attempt(VECTORIZE, first, correct(2.0))
    assert await proposed(VECTORIZE, brief(SUM, best, start=first)) is None
    second = await proposed(CODEGEN, brief(SUM, best, start=first))
    assert second is not None
    assert "omp simd" in second
    assert "__attribute__" in second


@pytest.mark.parametrize(
    "verdict",
    [
        correct(0.8),
        Verdict(kind=VerdictKind.INCORRECT, reason="y[0] is 1, not 2"),
        Verdict(kind=VerdictKind.FAULTY, reason="timed out"),
        Verdict(kind=VerdictKind.NOT_COMPILABLE, reason="error"),
    ],
)
async def test_what_failed_is_not_tried_again_on_another_start(verdict: Verdict) -> None:
    first = await proposed(CODEGEN, brief(SUM))
    assert first is not None
    failed = attempt(CODEGEN, first, verdict)
    better = await proposed(VECTORIZE, brief(SUM))
    assert better is not None
    other = attempt(VECTORIZE, better, correct(2.0))
    second = await proposed(CODEGEN, brief(SUM, failed, other, start=better))
    assert second is not None
    attributes = [line for line in first.splitlines() if "__attribute__" in line]
    assert attributes != [line for line in second.splitlines() if "__attribute__" in line]


async def test_what_was_faster_than_its_own_start_is_tried_again_on_a_better_one() -> None:
    """Although that start is faster: it was not there when the attempt was made."""
    first = await proposed(CODEGEN, brief(SUM))
    better = await proposed(VECTORIZE, brief(SUM))
    assert first is not None
    assert better is not None
    tried = attempt(CODEGEN, first, correct(1.2)), attempt(VECTORIZE, better, correct(2.0))
    second = await proposed(CODEGEN, brief(SUM, *tried, start=better))
    assert second is not None
    for line in first.splitlines():
        assert "__attribute__" not in line or line in second.splitlines()


async def test_what_a_later_round_made_is_compared_with_the_start_of_that_round() -> None:
    """Also when it is asked about in another round."""
    better = await proposed(VECTORIZE, brief(SUM))
    assert better is not None
    fast = attempt(VECTORIZE, better, correct(2.0))
    first = await proposed(CODEGEN, brief(SUM, fast, start=better))
    assert first is not None
    slowed = attempt(CODEGEN, first, correct(1.5)).model_copy(update={"round": 1})
    seen = brief(SUM, fast, slowed, start=better).model_copy(update={"round": 2})
    text = await CODEGEN.explain(seen, slowed)
    assert text.startswith(f"In kernel, {next(iter(CODEGEN.variants(seen, better))).change} ")


async def test_after_two_rounds_in_vain_there_is_no_third() -> None:
    """Unless something was faster after all: then the next change is stacked on it."""
    first = await proposed(VECTORIZE, brief(SUM))
    assert first is not None
    for speedup, goes_on in ((1.0, False), (1.5, True)):
        tried = attempt(VECTORIZE, first, correct(speedup))
        seen = brief(SUM, tried).model_copy(update={"round": 2})
        assert (await proposed(CODEGEN, seen) is not None) is goes_on


async def test_lessons_change_the_order() -> None:
    every = list(CODEGEN.variants(brief(SUM), SUM))
    good = lesson(
        CODEGEN, f"In other, {every[2].change} made the function 3.00x as fast.", 3.0, "other"
    )
    assert await proposed(CODEGEN, brief(SUM, lessons=(good,))) == every[2].code
    bad = lesson(
        CODEGEN, f"In other, {every[0].change} made the function slower (0.50x).", 0.5, "other"
    )
    assert await proposed(CODEGEN, brief(SUM, lessons=(bad,))) == every[1].code
    here = lesson(
        CODEGEN, f"In kernel, {every[0].change} made the function slower (0.50x).", 0.5, SUM
    )
    assert every[0].code not in await proposals_with(here)


async def proposals_with(known: Lesson) -> list[str]:
    tried: list[Attempt] = []
    while (found := await proposed(CODEGEN, brief(SUM, *tried, lessons=(known,)))) is not None:
        tried.append(attempt(CODEGEN, found, correct(1.0)))
    return [one.code for one in tried]


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (correct(2.5), "made the function 2.50x as fast, because"),
        (correct(0.8), "made the function slower (0.80x)."),
        (
            Verdict(kind=VerdictKind.INCORRECT, reason="r[0] is 1"),
            "gave different results: r[0] is 1.",
        ),
        (
            Verdict(kind=VerdictKind.FAULTY, reason="timed out."),
            "made the function fail: timed out.",
        ),
        (Verdict(kind=VerdictKind.NOT_COMPILABLE, reason="no x"), "does not compile: no x."),
    ],
)
async def test_lessons_tell_what_was_measured(verdict: Verdict, words: str) -> None:
    code = await proposed(VECTORIZE, brief(SUM))
    assert code is not None
    text = await VECTORIZE.explain(brief(SUM), attempt(VECTORIZE, code, verdict))
    assert text.startswith("In kernel, vectorizing sums, minima and maxima with omp simd ")
    assert words in text


async def test_lessons_compare_with_the_code_that_was_changed() -> None:
    first = await proposed(VECTORIZE, brief(SUM))
    assert first is not None
    best = attempt(VECTORIZE, first, correct(4.0))
    now = brief(SUM, best, start=first)
    second = await proposed(CODEGEN, now)
    assert second is not None
    text = await CODEGEN.explain(now, attempt(CODEGEN, second, correct(3.0)))
    assert "made the function 0.75x as fast as the code it was applied to (3.00x" in text


async def test_a_strange_attempt_is_explained_too() -> None:
    text = await CODEGEN.explain(brief(SUM), attempt(CODEGEN, "int x;", correct(1.2)))
    assert text == "In kernel, this rewrite made the function 1.20x as fast."


def test_the_team_fits_the_mode() -> None:
    serial = [agent.name for agent in builtin_team(Mode.SERIAL)]
    openmp = [agent.name for agent in builtin_team(Mode.OPENMP)]
    assert "parallel" in openmp
    assert [name for name in openmp if name != "parallel"] == serial
    assert len(set(openmp)) == len(openmp) >= 4


def test_what_headers_declare_is_context_unless_its_body_is_left_out() -> None:
    """An empty body would look like a function that does nothing; what is included is known."""
    here = target(SUM)
    texts = ("#include <math.h>", "#define SQUARE(x) ((x) * (x))", f"int touch(void) {LEFT_OUT}")
    declared = [Declaration(text, 0) for text in texts]
    context = code_of(here, Mode.SERIAL, SUM, declared).context
    assert context == f"#define SQUARE(x) ((x) * (x))\n{here.before}"


async def test_others_are_answered_while_a_specialist_computes():
    """A pass may take a while, and whoever asks the server does not wait for it."""
    answered = Event()

    def long(code: Code) -> Code:
        assert answered.wait(30)
        return code

    one = Specialist("one", "It takes long.", ((Pass("long", "taking long", "so", long),),))
    computing = asyncio.create_task(one.propose(brief(SUM)))
    await asyncio.sleep(0.01)
    answered.set()
    assert await computing is None
