"""What a strategy is: a team made of the user's, and options of the one loop.

Every strategy runs on `lessonls.loop.optimize`, with the same agents, the same judge and the same
meter; only who is asked what, and what of the answers is shown again, differs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeGuard

from lessonls.core.lesson import Attempt, Brief, Proposal
from lessonls.core.message import Message, Messages
from lessonls.core.options import Options
from lessonls.core.prompts import facts
from lessonls.core.prompts.frames import quoted
from lessonls.ports import Agent

Team = Sequence[Agent]
_LONGEST_REASON = 1500


class Model(Agent, Protocol):
    """An agent that answers any question, such as `agents.llm.member.ModelAgent`."""

    async def question(self, brief: Brief) -> Messages:
        """What it is asked for a rewrite."""
        ...

    async def write(self, messages: Messages, brief: Brief) -> Proposal | None:
        """The rewrite in the answer; None when the budget is spent. Raises AgentError."""
        ...

    async def say(self, messages: Messages) -> str:
        """The text of the answer; "" when there is none. Raises AgentError."""
        ...


@dataclass(frozen=True)
class Strategy:
    """`team` makes the agents that are asked of the members that the user chose, which `members`
    join by name; `changes` are the options that it sets, by name. One that `asks_models` can do
    nothing with specialists alone.
    """

    name: str
    description: str
    team: Callable[[Team], Team] = tuple
    changes: Mapping[str, Any] = field(default_factory=dict[str, Any])
    members: tuple[str, ...] = ()
    asks_models: bool = False

    def options(self, chosen: Options) -> Options:
        """The user's options, with those that make the strategy what it is."""
        return chosen.model_copy(update=dict(self.changes))


ALONE: Mapping[str, Any] = {"lessons": 0, "carry_over": 0, "repair": False}
"""The options without which nothing is left of the lesson loop."""


def models(team: Team) -> Sequence[Model]:
    """The members that answer any question."""
    return [agent for agent in team if _answers(agent)]


def _answers(agent: Agent) -> TypeGuard[Model]:
    return all(hasattr(agent, name) for name in ("question", "write", "say"))


def judged(attempt: Attempt) -> str:
    """What came of it, with its speedup, and the reason where it was rejected."""
    verdict = attempt.verdict
    said = f"{facts.judged(verdict)}."
    return f"{said}\n{quoted(verdict.reason, _LONGEST_REASON)}" if verdict.reason else said


def with_more(messages: Messages, more: str) -> Messages:
    """The same question with another paragraph at its end."""
    *before, last = messages
    return (*before, last.model_copy(update={"content": f"{last.content}\n\n{more}"}))


def answered(messages: Messages, answer: str, more: str) -> Messages:
    """The conversation after an answer, with the next question."""
    said = Message(role="assistant", content=answer)
    return (*messages, said, Message(role="user", content=more))
