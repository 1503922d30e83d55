"""What a run claims in the end: nothing that one timing session alone has seen."""

from collections.abc import AsyncGenerator, Sequence

from lessonls.core.events import Confirming, Event
from lessonls.core.lesson import Attempt
from lessonls.core.ranking import contenders, plainer_than
from lessonls.core.verdict import SIGNIFICANT, MutationScore
from lessonls.ports import Bench

CONFIRMATIONS = 3
"""How many of the fastest candidates may be timed again before nothing counts as faster."""
_OUTVOTED = "one of three timing sessions showed no speedup"


class Claim:
    """`best` is the confirmed rewrite, `simpler` a slower one in plain code; None without one."""

    def __init__(self) -> None:
        self.best: Attempt | None = None
        self.simpler: Attempt | None = None

    async def settle(self, attempts: Sequence[Attempt], bench: Bench) -> AsyncGenerator[Event]:
        """Times the fastest attempts again until one is confirmed, then the plainest of them."""
        for attempt in contenders(attempts)[:CONFIRMATIONS]:
            yield Confirming(attempt=attempt)
            self.best = await confirmed(attempt, bench)
            if self.best is not None:
                break
        plain = plainer_than(self.best, attempts)
        if plain is not None:
            yield Confirming(attempt=plain)
            self.simpler = await confirmed(plain, bench)
        if self.best and self.simpler and self.simpler.verdict.score >= self.best.verdict.score:
            # The second session turned them round.
            self.best, self.simpler = self.simpler, None
        if self.best is not None:
            score = await bench.mutation_score()
            self.best = _scored(self.best, score)
            self.simpler = None if self.simpler is None else _scored(self.simpler, score)


def _scored(attempt: Attempt, score: MutationScore | None) -> Attempt:
    """The attempt with how strong the checks were in its evidence."""
    return attempt.model_copy(update={"verdict": attempt.verdict.scored(score)})


async def confirmed(attempt: Attempt, bench: Bench) -> Attempt | None:
    """The attempt with the figures of a second timing session; None if it fails that.

    Where the first saw a significant speedup and the second surely none, the machine was
    another one during one of them (a busy neighbour, a lower clock): a third decides.
    """
    first, verdict = attempt.verdict, await bench.confirm(attempt.code)
    if first.score >= SIGNIFICANT and not verdict.better and verdict.contradicts(first):
        verdict = (await bench.confirm(attempt.code)).noting(_OUTVOTED)
    return attempt.model_copy(update={"verdict": verdict}) if verdict.better else None
