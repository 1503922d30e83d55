"""What a run claims in the end, with a table for a judge."""

from collections.abc import Mapping, Sequence
from contextlib import aclosing

from lessonls.claim import Claim
from lessonls.core.events import Confirming
from lessonls.core.lesson import Attempt
from lessonls.core.target import Mode
from lessonls.core.verdict import Verdict
from lessonls.fakes import TableJudge, correct, example_target, rejected

Table = Mapping[str, Verdict]


async def settled(
    table: Table, tried: Sequence[str] = (), later: Mapping[str, Sequence[Verdict]] | None = None
) -> tuple[Claim, list[str]]:
    """The claim after attempts on the codes `tried` (or all of them), and the codes timed again."""
    judge = TableJudge(table, confirmations=later)
    attempts = [
        Attempt(agent="one", round=number, code=code, verdict=table[code])
        for number, code in enumerate(tried or table)
    ]
    claim = Claim()
    async with (
        judge.open(example_target("void f(void) {}"), Mode.SERIAL) as bench,
        aclosing(claim.settle(attempts, bench)) as events,
    ):
        announced = [event.attempt.code async for event in events if isinstance(event, Confirming)]
    assert announced == list(dict.fromkeys(judge.confirmed))
    return claim, judge.confirmed


def code_of(attempt: Attempt | None) -> str | None:
    return attempt and attempt.code


async def test_what_is_not_confirmed_gives_way_to_the_next_best():
    """A code that several agents had is not tried twice."""
    table = {"triple": correct(3.0), "double": correct(2.0)}
    lost = {"triple": [correct(1.0)] * 2}
    claim, confirmed = await settled(table, ["triple", "double", "triple"], lost)
    assert list(dict.fromkeys(confirmed)) == ["triple", "double"]
    assert code_of(claim.best) == "double"


async def test_sessions_that_exclude_each_other_are_decided_by_a_third():
    """Two of three say that it is faster; what the last one measured is claimed, and noted."""
    later = {"triple": [correct(1.0), correct(2.8)]}
    claim, confirmed = await settled({"triple": correct(3.0)}, later=later)
    assert confirmed == ["triple", "triple"]
    assert claim.best is not None
    assert claim.best.verdict.speedup == 2.8
    assert claim.best.verdict.evidence.notes == ("one of three timing sessions showed no speedup",)


async def test_a_third_session_that_sees_no_speedup_either_is_the_last():
    """Two of three say that it is no faster."""
    later = {"triple": [correct(1.0), correct(0.99), correct(3.0)]}
    claim, confirmed = await settled({"triple": correct(3.0)}, later=later)
    assert confirmed == ["triple", "triple"]
    assert claim.best is None


async def test_a_small_speedup_gets_no_third_session():
    """It may well have been luck."""
    claim, confirmed = await settled({"little": correct(1.06)}, later={"little": [correct(1.0)]})
    assert confirmed == ["little"]
    assert claim.best is None


async def test_what_gains_less_than_is_worth_a_change_does_not_replace_an_earlier_rewrite():
    """Nobody can tell the two apart, and the later one was changed in more places."""
    table = {"slow": correct(2.9), "early": correct(3.0), "late": correct(3.05)}
    claim, _ = await settled(table)
    assert code_of(claim.best) == "early"


async def test_the_same_machine_code_is_not_confirmed_twice():
    """One that failed would only get another chance to be lucky."""
    lucky = correct(3.0).model_copy(update={"candidate_times": (1.0, 1.1)})
    table = {"lucky": lucky, "renamed": lucky, "double": correct(2.0)}
    lost = {"lucky": [correct(0.9)] * 2, "renamed": [correct(0.9)] * 2}
    claim, confirmed = await settled(table, later=lost)
    assert "renamed" not in confirmed
    assert code_of(claim.best) == "double"


async def test_the_fastest_plain_code_is_kept_beside_a_faster_one():
    """It is confirmed as well."""
    table = {"#pragma omp simd": correct(4.0), "plain": correct(2.0), "plainer": correct(3.0)}
    claim, _ = await settled(table)
    assert code_of(claim.best) == "#pragma omp simd"
    assert claim.simpler is not None
    assert claim.simpler.code == "plainer"
    assert claim.simpler.verdict.evidence.confirmed


async def test_where_the_fastest_is_plain_itself_there_is_no_other():
    """One suggestion is enough then."""
    claim, _ = await settled({"plain": correct(2.0), "plainer": correct(3.0)})
    assert code_of(claim.best) == "plainer"
    assert claim.simpler is None


async def test_plain_code_that_turns_out_to_be_the_fastest_is_alone():
    """The second session decides which is faster; nobody wants the other one then."""
    table = {"#pragma omp simd": correct(3.1), "plain": correct(3.0)}
    claim, _ = await settled(table, later={"#pragma omp simd": [correct(2.9)]})
    assert code_of(claim.best) == "plain"
    assert claim.simpler is None


async def test_plain_code_that_is_not_confirmed_is_not_offered():
    """Nothing is claimed of it."""
    table = {"#pragma omp simd": correct(4.0), "plain": correct(2.0)}
    claim, _ = await settled(table, later={"plain": [correct(1.0)] * 2})
    assert code_of(claim.best) == "#pragma omp simd"
    assert claim.simpler is None


async def test_after_three_failed_confirmations_nothing_was_faster():
    """Luck is not tried for ever."""
    table = {str(n): correct(1.1 + n / 10) for n in range(5)}
    claim, confirmed = await settled(table, later={code: [correct(1.0)] * 2 for code in table})
    assert list(dict.fromkeys(confirmed)) == ["4", "3", "2"]
    assert claim.best is None


async def test_nothing_faster_is_a_valid_answer():
    """Neither is slower, wrong or perhaps a little faster."""
    noisy = correct(1.05).model_copy(update={"interval": (0.99, 1.1)})
    claim, confirmed = await settled({"slow": correct(0.5), "wrong": rejected(), "noisy": noisy})
    assert confirmed == []
    assert claim.best is None
