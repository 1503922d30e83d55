"""MapCoder: recall, plan, write, debug, each a question of its own (Islam et al., ACL 2024)."""

import re

from benchmarks.strategies.single import Sampler, forgetful
from benchmarks.strategies.strategy import (
    ALONE,
    Model,
    Strategy,
    Team,
    answered,
    judged,
    models,
    with_more,
)
from lessonls.core.lesson import Brief, Proposal
from lessonls.core.message import Messages
from lessonls.core.options import Start
from lessonls.core.target import Task
from lessonls.core.verdict import VerdictKind

_PLANS = 3
_DEBUGGING = 1
"""How often a plan's code is debugged before the next plan is taken."""
_NOTHING = "None."

_RECALL = {
    Task.OPTIMIZE: f"""\
Do not write the function yet. Recall {_PLANS} other functions that do a similar computation and \
for which a much faster way is known. For each: what it computes, what makes it slow when it is \
written plainly, and how the fast version works. No code.""",
    Task.IMPLEMENT: f"""\
Do not write the function yet. Recall {_PLANS} other problems that are like this one. For each: \
what has to be computed, how that is done step by step, and what is easily overlooked. No code.""",
}
_PLAN = f"""\
Now make {_PLANS} different plans for this function, after the examples. Begin each with a line \
`PLAN n, confidence c` where n counts from 1 and c is from 0 to 100, and write its steps below. \
No code."""
_WRITE = "Now write the function after plan {number}, in one fenced code block."
_DEBUG = """\
The code was judged: {verdict}
Find what is wrong with it, or with the plan, and give the whole function again in one fenced code \
block."""
_HEADING = re.compile(r"PLAN\s+(\d+)\W+confidence\W+(\d+)", re.IGNORECASE)


class Coder(Sampler):
    """Four questions about a function: the first two once, then a plan a round, the best first.

    A round whose code before was rejected debugs that instead, once a plan.
    """

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._coder = model
        self._planning: Messages = ()
        self._plans = ""
        self._order: list[int] = []
        self._written: list[tuple[int, Messages]] = []

    async def propose(self, brief: Brief) -> Proposal | None:
        """Code for the next plan, or the last one's debugged. Raises AgentError."""
        blank = forgetful(brief)
        if not self._planning:
            await self._plan(blank)
        number, messages = self._debugging(brief) or self._next()
        self._written.append((number, messages))
        return await self._coder.write(messages, blank)

    async def _plan(self, brief: Brief) -> None:
        recalling = with_more(await self._coder.question(brief), _RECALL[brief.target.task])
        recalled = await self._coder.say(recalling)
        self._planning = answered(recalling, recalled or _NOTHING, _PLAN)
        self._plans = await self._coder.say(self._planning) or _NOTHING
        confident = {int(number): int(sure) for number, sure in _HEADING.findall(self._plans)}
        self._order = sorted(confident, key=lambda n: -confident[n]) or list(range(1, _PLANS + 1))

    def _next(self) -> tuple[int, Messages]:
        """The plans in turn, and over again when there are more rounds."""
        taken = len({number for number, _ in self._written})
        number = self._order[taken % len(self._order)]
        return number, answered(self._planning, self._plans, _WRITE.format(number=number))

    def _debugging(self, brief: Brief) -> tuple[int, Messages] | None:
        last = brief.attempts[-1] if brief.attempts else None
        if last is None or not self._written or last.verdict.kind is VerdictKind.CORRECT:
            return None
        number, messages = self._written[-1]
        if sum(other == number for other, _ in self._written) > _DEBUGGING:
            return None
        debug = _DEBUG.format(verdict=judged(last))
        return number, answered(messages, last.code or _NOTHING, debug)


def _team(members: Team) -> Team:
    return [Coder(models(members)[0])]


MAPCODER = Strategy(
    "mapcoder",
    "the first model, which recalls, plans, writes and debugs",
    _team,
    {**ALONE, "start": Start.ORIGINAL},
    asks_models=True,
)
