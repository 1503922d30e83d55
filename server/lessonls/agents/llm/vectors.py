"""One request to /embeddings."""

from collections.abc import Sequence

from openai import AsyncOpenAI
from openai.resources import AsyncEmbeddings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lessonls.agents.llm.connection import Connection, read_body
from lessonls.agents.llm.failures import Failed, mapped, nonsense
from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.retrying import keep_trying
from lessonls.agents.llm.trust import Trust
from lessonls.config import ModelSettings

_LONGEST_VECTOR = 250_000
"""Bytes of one vector in JSON: ten thousand numbers."""


class _Vector(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    index: int
    embedding: tuple[float, ...] = Field(min_length=1)


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore")

    data: list[_Vector]


async def request_vectors(
    settings: ModelSettings, texts: Sequence[str], patience: Patience
) -> Sequence[tuple[float, ...]]:
    """One vector a text, all of one size, of any length; AgentError when there are none."""
    trust = Trust()
    try:
        async with Connection(settings, trust, patience) as connection:
            client, peer = await connection.opened()

            async def request(_: int) -> Sequence[tuple[float, ...]]:
                with mapped(peer):
                    return await _ask(client, settings, texts)

            return await keep_trying(request, peer, patience, settings.timeout)
    finally:
        await trust.close()


async def _ask(
    client: AsyncOpenAI, settings: ModelSettings, texts: Sequence[str]
) -> Sequence[tuple[float, ...]]:
    async with AsyncEmbeddings(client).with_streaming_response.create(
        model=settings.model,
        input=[text.encode("utf-8", "replace").decode() for text in texts],
        encoding_format="float",
        extra_body=settings.extra_body,
    ) as response:
        body = await read_body(response.http_response, _LONGEST_VECTOR * (len(texts) + 1))
    try:
        found = {one.index: one.embedding for one in _Reply.model_validate_json(body).data}
    except ValidationError:
        raise Failed(nonsense("returned a response that is not a list of vectors")) from None
    vectors = [found[place] for place in range(len(texts)) if place in found]
    if len(vectors) != len(texts) or len({len(one) for one in vectors}) > 1:
        raise Failed(nonsense("returned vectors that do not match the texts"))
    return vectors
