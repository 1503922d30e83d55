"""What the compiler said of loops decides what is tried first, and stands in the lesson."""

from dataclasses import replace

import pytest

from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.remarks import quoted
from lessonls.agents.specialists.specialist import Specialist
from lessonls.core.lesson import Attempt, Brief
from lessonls.core.target import Mode
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls.fakes import example_target

CODE = "void f(int n) { n++; }"
REMARK = "line 4 (for (int i = 0; i < n; i++)): possible alias, at line 5 (a[i] = b[i];)"


def renaming(label: str, *answers: str) -> Pass:
    """A pass that calls `n` like its label."""
    return Pass(
        label,
        f"calling it {label}",
        "because",
        lambda code: replace(code, text=code.text.replace("n", label)),
        answers=answers,
    )


AGENT = Specialist("agent", "renames", ((renaming("x"),), (renaming("y", "possible alias"),)))


def brief(*remarks: str, start: str = CODE, attempts: tuple[Attempt, ...] = ()) -> Brief:
    target = example_target(CODE)
    return Brief(
        target=target,
        mode=Mode.SERIAL,
        round=0,
        start=start,
        attempts=attempts,
        remarks=remarks,
        compiler="gcc 12.2.0",
    )


async def proposed(asked: Brief) -> str:
    proposal = await AGENT.propose(asked)
    assert proposal is not None
    return proposal.code


@pytest.mark.parametrize(
    ("remarks", "name"),
    [((), "x"), ((REMARK,), "y"), (("line 4 (for (;;)): control flow in loop",), "x")],
)
async def test_the_answer_to_a_remark_goes_first(remarks: tuple[str, ...], name: str) -> None:
    """A rewrite that removes the compiler's reason is tried before the others."""
    assert await proposed(brief(*remarks)) == CODE.replace("n", name)


async def test_remarks_are_about_the_original() -> None:
    """They say nothing of a rewrite, so that the usual order holds from there."""
    start = CODE.replace("++", "--")
    assert await proposed(brief(REMARK, start=start)) == start.replace("n", "x")


async def test_the_lesson_quotes_the_reason() -> None:
    """It says which loop the compiler had left alone, and why."""
    verdict = Verdict(kind=VerdictKind.CORRECT, speedup=2.0, interval=(1.9, 2.1))
    attempt = Attempt(agent="agent", round=0, code=CODE.replace("n", "y"), verdict=verdict)
    text = await AGENT.explain(brief(REMARK), attempt)
    assert text.startswith("In f, calling it y made the function 2.00x as fast")
    assert text.endswith(
        " gcc did not vectorize the loop in line 4 (possible alias, at line 5 (a[i] = b[i];))."
    )


async def test_a_rewrite_for_another_reason_quotes_nothing() -> None:
    """Only an answer to a remark is connected with it."""
    verdict = Verdict(kind=VerdictKind.CORRECT, speedup=2.0, interval=(1.9, 2.1))
    attempt = Attempt(agent="agent", round=0, code=CODE.replace("n", "x"), verdict=verdict)
    assert "gcc" not in await AGENT.explain(brief(REMARK), attempt)


def test_a_remark_in_other_words_is_quoted_whole() -> None:
    """What does not name a line is still quoted."""
    assert quoted("odd", "") == "The compiler did not vectorize a loop (odd)."
