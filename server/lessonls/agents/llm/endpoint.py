"""One question to a model, streamed: cache, budget, retries and deadline around it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, cast

import httpx2
from openai import AsyncOpenAI
from openai.resources.chat import AsyncCompletions
from openai.types.chat import ChatCompletionMessageParam

from lessonls.agents.llm.connection import Connection, read_body
from lessonls.agents.llm.dialect import Dialect
from lessonls.agents.llm.failures import Failed, Failure, Peer, mapped, nonsense
from lessonls.agents.llm.memory import Answer, Memory
from lessonls.agents.llm.meter import Entry, RunMeter
from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.retrying import keep_trying
from lessonls.agents.llm.transcript import Transcript
from lessonls.config import ModelSettings
from lessonls.core.message import Messages

_LONGEST_EVENT = 256_000
"""Bytes of one event of a stream; a few hundred are usual."""

_FAREWELL = 0.1
"""Seconds that a server has for closing its answer, so that the connection can be used again."""


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

    async def ask(self, messages: Messages, *, repair: bool = False) -> Answer | None:
        """The model's answer, or None when the budget does not admit the question.

        Raises AgentError when there is no answer within the model's timeout, which begins
        when the endpoint has a place free. Cancelling closes the connection.
        """
        question = self._question(messages)
        if (known := await self.memory.recall(question)) is not None:
            self.meter.recalled()
            return known
        async with self.places:
            client, peer = await self.connection.opened()
            answer = await keep_trying(
                lambda tries: self._request(client, peer, messages, tries, repair=repair),
                peer,
                self.patience,
                self.settings.timeout,
            )
        if answer is not None:
            await self.memory.keep(question, answer)
        return answer

    def _question(self, messages: Messages) -> dict[str, Any]:
        """Everything that an answer depends on."""
        settings = self.settings
        return {
            "agent": self.name,
            "base_url": settings.base_url,
            "model": settings.model,
            "temperature": settings.temperature,
            "max_tokens": settings.max_tokens,
            "extra_body": settings.extra_body,
            "messages": [message.model_dump() for message in messages],
        }

    async def _request(
        self, client: AsyncOpenAI, peer: Peer, messages: Messages, tries: int, *, repair: bool
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
                    return await self._stream(client, peer, messages, entry)
            except Failed as failed:
                if not failed.failure.midway:
                    entry.refused()
                if not self.dialect.concede(failed.failure):
                    raise
                again = True
            finally:
                self.meter.close(entry)

    async def _stream(
        self, client: AsyncOpenAI, peer: Peer, messages: Messages, entry: Entry
    ) -> Answer:
        started = monotonic()
        options = self.dialect.options(self.settings.temperature, entry.most)
        script = Transcript()
        # `client.chat` would load its classes here and now, and the event loop would wait.
        async with AsyncCompletions(client).with_streaming_response.create(
            model=self.settings.model,
            messages=_spoken(messages),
            stream=True,
            extra_body={**self.settings.extra_body, **options},
        ) as response:
            first = await self._listen(response.http_response, script, entry)
        if not script.has_choice:
            raise Failed(nonsense("sent an answer without choices"))
        if script.counts is not None:
            entry.settle(*script.counts)
        return Answer(
            text=peer.key.blot(script.text),
            finish=script.finish,
            refusal=peer.key.hide(script.refusal),
            model=peer.key.line(script.model, 80),
            first=(first or monotonic()) - started,
            seconds=monotonic() - started,
        )

    async def _listen(
        self, response: httpx2.Response, script: Transcript, entry: Entry
    ) -> float | None:
        """Reads the answer in whatever form it comes; when its first token did."""
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "text/event-stream":
            return await self._events(response, script, entry)
        if not kind.endswith("json"):
            said = kind or "no content type"
            raise Failed(nonsense("sent something else than a completion", said))
        entry.heard(script.add(await read_body(response)))
        script.finish = script.finish or "stop"
        return None

    async def _events(
        self, response: httpx2.Response, script: Transcript, entry: Entry
    ) -> float | None:
        """Reads events until the server is done; once it has begun it must keep talking."""
        first: float | None = None
        clock = asyncio.get_running_loop().time
        silence = self.patience.silence(self.settings.timeout)
        done = False
        try:
            async with asyncio.timeout(None) as idle, aclosing(_texts(response)) as texts:
                async for text in texts:
                    if done:
                        continue
                    done = text.startswith("[DONE]")
                    idle.reschedule(clock() + (_FAREWELL if done else silence))
                    if not done:
                        heard = script.add(text)
                        entry.heard(heard)
                        first = first or (monotonic() if heard else None)
                    if script.is_full:
                        return first
        except TimeoutError:
            if not done:
                raise Failed(_stalled(silence)) from None
        if done:
            script.finish = script.finish or "stop"
        if not script.finish:
            raise Failed(_BROKEN_OFF)
        return first


_BROKEN_OFF = Failure(
    "broke off in the middle of its answer", "try again later", again=True, midway=True
)


def _stalled(seconds: float) -> Failure:
    what = f"fell silent for {seconds:.3g} s in the middle of its answer"
    return Failure(what, "try again later", again=True, midway=True)


async def _texts(response: httpx2.Response) -> AsyncGenerator[str]:
    """The data of each event."""
    source = httpx2.EventSource(response, max_event_size=_LONGEST_EVENT)
    async for event in source:
        if event.data:
            yield event.data


def _spoken(messages: Messages) -> list[ChatCompletionMessageParam]:
    """The conversation as it is sent; half characters, which JSON cannot hold, are replaced."""
    said = [
        {"role": message.role, "content": message.content.encode("utf-8", "replace").decode()}
        for message in messages
    ]
    return cast("list[ChatCompletionMessageParam]", said)
