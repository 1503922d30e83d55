"""Opens the team of a run: its models, their clients and the meter that they share.

openai is imported when a team with models opens, in a thread; who has none never pays the half
second that it takes.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lessonls.agents.llm.member import ModelAgent
from lessonls.agents.llm.meter import RunMeter
from lessonls.agents.llm.patience import ONCE, Patience
from lessonls.agents.llm.reserved import refuse_overrides
from lessonls.config import ModelSettings
from lessonls.core.errors import AgentError
from lessonls.core.message import Message
from lessonls.core.usage import Budget
from lessonls.ports import ReplyCache

if TYPE_CHECKING:
    from lessonls.agents.llm.endpoint import Endpoint

_PATIENT = Patience()
_QUESTION = (Message(role="user", content="Answer with the word ready and nothing else."),)
_WORD = 16
"""Tokens of the answer to it."""


@asynccontextmanager
async def open_team(
    members: Mapping[str, ModelSettings],
    budget: Budget,
    cache: ReplyCache | None = None,
    *,
    cache_always: bool = False,
    share_code: bool = False,
    patience: Patience = _PATIENT,
) -> AsyncGenerator[tuple[Sequence[ModelAgent], RunMeter]]:
    """The agents of one run, by name, and their meter. Leaving closes every connection.

    `cache` answers for models of temperature 0, and for all with `cache_always`. Nothing is
    sent before the first question: a missing key, a wrong address or certificate is an
    AgentError of that agent, and the others go on. Raises SettingsError for an `extra_body`
    that would change the question.
    """
    for settings in members.values():
        refuse_overrides(settings)
    meter = RunMeter(budget)
    if not members:
        yield (), meter
        return
    open_endpoints = await asyncio.to_thread(_load)
    async with open_endpoints(
        members, meter, cache, cache_always=cache_always, patience=patience
    ) as endpoints:
        yield (
            tuple(
                ModelAgent(one.name, one.settings, one, share_code=share_code) for one in endpoints
            ),
            meter,
        )


@dataclass(frozen=True)
class Word:
    """How an endpoint answered: seconds until the first token and until the end.

    `model` is the name that the server gave, empty for none.
    """

    first: float
    seconds: float
    model: str


async def ask_for_a_word(settings: ModelSettings, patience: Patience = ONCE) -> Word:
    """One tiny completion, to see whether a model answers; asked once, and never cached.

    Raises AgentError with the exact reason when it does not, SettingsError for a bad
    `extra_body`.
    """
    refuse_overrides(settings)
    brief = settings.model_copy(update={"max_tokens": _WORD})
    open_endpoints = await asyncio.to_thread(_load)
    opened = open_endpoints({"": brief}, RunMeter(), None, cache_always=False, patience=patience)
    async with opened as (endpoint,):
        answer = await endpoint.ask(_QUESTION)
    if answer is None:  # a meter without limits admits everything
        raise AgentError(f"The model “{settings.model}” was not asked.")
    return Word(answer.first, answer.seconds, answer.model)


class Opener(Protocol):
    """What `opening.open_endpoints` is."""

    def __call__(
        self,
        members: Mapping[str, ModelSettings],
        meter: RunMeter,
        cache: ReplyCache | None,
        *,
        cache_always: bool,
        patience: Patience,
    ) -> AbstractAsyncContextManager[Sequence["Endpoint"]]: ...


def _load() -> "Opener":
    from lessonls.agents.llm.connection import keep_quiet  # noqa: PLC0415 - see above
    from lessonls.agents.llm.opening import open_endpoints  # noqa: PLC0415 - see above

    keep_quiet()
    return open_endpoints
