"""One question to a model, streamed: cache, budget, retries and deadline around it."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, cast

from openai import AsyncOpenAI
from openai.resources.chat import AsyncCompletions
from openai.types.chat import ChatCompletionMessageParam

from lessonls.agents.llm.connection import Connection
from lessonls.agents.llm.dialect import Dialect
from lessonls.agents.llm.failures import Failed, Peer, mapped, nonsense
from lessonls.agents.llm.listening import listen
from lessonls.agents.llm.memory import Answer, Memory
from lessonls.agents.llm.meter import Entry, RunMeter
from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.retrying import keep_trying
from lessonls.agents.llm.transcript import Transcript
from lessonls.config import ModelSettings
from lessonls.core.message import Messages


@dataclass
class Endpoint:
    """A model that can be asked. Several may share `places`, the meter and the dialect."""

    name: str
    settings: ModelSettings
    connection: Connection
    meter: RunMeter
    memory: Memory = field(default_factory=Memory)
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    dialect: Dialect = field(default_factory=Dialect)
    patience: Patience = field(default_factory=Patience)

    async def ask(
        self, messages: Messages, *, repair: bool = False, temperature: float | None = None
    ) -> Answer | None:
        """The model's answer, or None when the budget does not admit the question. The
        `temperature` is the model's own unless another is given.

        Raises AgentError when there is no answer within the model's timeout, which begins
        when the endpoint has a place free. Cancelling closes the connection.
        """
        warmth = self.settings.temperature if temperature is None else temperature
        question = self._question(messages, warmth)
        if (known := await self.memory.recall(question)) is not None:
            self.meter.recalled()
            return known
        async with self.places:
            client, peer = await self.connection.opened()
            answer = await keep_trying(
                lambda tries: self._request(client, peer, messages, warmth, tries, repair=repair),
                peer,
                self.patience,
                self.settings.timeout,
            )
        if answer is not None:
            await self.memory.keep(question, answer)
        return answer

    def _question(self, messages: Messages, temperature: float) -> dict[str, Any]:
        """Everything that an answer depends on."""
        settings = self.settings
        return {
            "agent": self.name,
            "base_url": settings.base_url,
            "model": settings.model,
            "temperature": temperature,
            "max_tokens": settings.max_tokens,
            "extra_body": settings.extra_body,
            "messages": [message.model_dump() for message in messages],
        }

    async def _request(
        self,
        client: AsyncOpenAI,
        peer: Peer,
        messages: Messages,
        temperature: float,
        tries: int,
        *,
        repair: bool,
    ) -> Answer | None:
        """One request, and another for each wording that the server does not like."""
        again = tries > 0
        length = sum(len(message.content) for message in messages)
        while True:
            entry = self.meter.admit(self.settings, length, retry=again, repair=repair)
            if entry is None:
                return None
            try:
                with mapped(peer):
                    return await self._stream(client, peer, messages, temperature, entry)
            except Failed as failed:
                if not failed.failure.midway:
                    entry.refused()
                if not self.dialect.concede(failed.failure):
                    raise
                again = True
            finally:
                self.meter.close(entry)

    async def _stream(
        self,
        client: AsyncOpenAI,
        peer: Peer,
        messages: Messages,
        temperature: float,
        entry: Entry,
    ) -> Answer:
        started = monotonic()
        options = self.dialect.options(temperature, entry.most)
        script = Transcript()
        # `client.chat` would load its classes here and now, and the event loop would wait.
        async with AsyncCompletions(client).with_streaming_response.create(
            model=self.settings.model,
            messages=_spoken(messages),
            stream=True,
            extra_body={**self.settings.extra_body, **options},
        ) as response:
            silence = self.patience.silence(self.settings.timeout)
            first = await listen(response.http_response, script, entry, silence)
        if script.counts is not None:
            entry.settle(*script.counts)
        if not script.has_choice:
            raise Failed(nonsense("returned a completion without choices"))
        return Answer(
            text=peer.key.blot(script.text),
            finish=script.finish,
            refusal=peer.key.hide(script.refusal),
            model=peer.key.line(script.model, 80),
            first=(first or monotonic()) - started,
            seconds=monotonic() - started,
        )


def _spoken(messages: Messages) -> list[ChatCompletionMessageParam]:
    """The conversation as it is sent; half characters, which JSON cannot hold, are replaced."""
    said = [
        {"role": message.role, "content": message.content.encode("utf-8", "replace").decode()}
        for message in messages
    ]
    return cast("list[ChatCompletionMessageParam]", said)
