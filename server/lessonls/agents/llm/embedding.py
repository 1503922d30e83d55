"""Vectors of texts from a model, for the embedder that an adapter makes of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.reserved import refuse_overrides
from lessonls.config import ModelSettings

_PATIENT = Patience()

Vectors = Sequence[tuple[float, ...]]
AskForVectors = Callable[[Sequence[str]], Awaitable[Vectors]]
"""One request for the vectors of a few texts; raises AgentError."""


def vectors_of(settings: ModelSettings, patience: Patience = _PATIENT) -> AskForVectors:
    """Asks /embeddings of the model's endpoint, with its timeout and retries.

    A lesson or two are embedded at a time, minutes apart: every call opens its connection and
    closes it, so that nothing stays open. Raises SettingsError for a bad `extra_body`.
    """
    refuse_overrides(settings)

    async def ask(texts: Sequence[str]) -> Vectors:
        request = await asyncio.to_thread(_load)
        return await request(settings, texts, patience)

    return ask


def _load() -> Callable[[ModelSettings, Sequence[str], Patience], Awaitable[Vectors]]:
    from lessonls.agents.llm.connection import keep_quiet  # noqa: PLC0415 - imports openai
    from lessonls.agents.llm.vectors import request_vectors  # noqa: PLC0415 - imports openai

    keep_quiet()
    return request_vectors
