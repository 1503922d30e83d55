"""The clients of one run. Importing this imports openai, which takes about half a second."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from lessonls.agents.llm.connection import Connection
from lessonls.agents.llm.dialect import Dialect
from lessonls.agents.llm.endpoint import Endpoint
from lessonls.agents.llm.memory import Memory
from lessonls.agents.llm.meter import RunMeter
from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.trust import Trust
from lessonls.config import ModelSettings
from lessonls.ports import ReplyCache


@asynccontextmanager
async def open_endpoints(
    members: Mapping[str, ModelSettings],
    meter: RunMeter,
    cache: ReplyCache | None,
    *,
    cache_always: bool,
    patience: Patience,
) -> AsyncGenerator[Sequence[Endpoint]]:
    """An endpoint for each member, in their order. Leaving closes every connection.

    Members at one address share its places; the smallest `concurrency` among them counts.
    """
    places = _places(members.values())
    dialects: dict[tuple[str, str], Dialect] = {}
    trust = Trust()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(trust.close)
        yield [
            Endpoint(
                name=name,
                settings=settings,
                connection=await stack.enter_async_context(Connection(settings, trust, patience)),
                meter=meter,
                memory=Memory(cache if cache_always or settings.temperature == 0 else None),
                places=places[_address(settings)],
                dialect=dialects.setdefault((_address(settings), settings.model), Dialect()),
                patience=patience,
            )
            for name, settings in members.items()
        ]


def _places(members: Iterable[ModelSettings]) -> Mapping[str, asyncio.Semaphore]:
    fewest: dict[str, int] = {}
    for settings in members:
        address = _address(settings)
        fewest[address] = min(settings.concurrency, fewest.get(address, settings.concurrency))
    return {address: asyncio.Semaphore(most) for address, most in fewest.items()}


def _address(settings: ModelSettings) -> str:
    return settings.base_url.rstrip("/")
