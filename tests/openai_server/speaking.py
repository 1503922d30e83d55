"""Puts answers on the line."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tests.openai_server.answers import (
    Answer,
    Broken,
    Events,
    Raw,
    Redirect,
    Reply,
    Silence,
    Stall,
    Status,
    Vectors,
)

if TYPE_CHECKING:
    from tests.openai_server.server import Request

_JSON = "application/json"
_EVENTS = "text/event-stream; charset=utf-8"


class Line:
    """A connection, seen from the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.is_left = False

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def head(self, code: int, headers: Mapping[str, str]) -> None:
        lines = [f"HTTP/1.1 {code} Scripted", *(f"{name}: {headers[name]}" for name in headers)]
        await self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    async def whole(self, code: int, body: bytes, headers: Mapping[str, str]) -> None:
        await self.head(code, {"content-length": str(len(body)), **headers})
        await self.send(body)

    async def chunk(self, data: bytes) -> None:
        await self.send(b"%x\r\n%s\r\n" % (len(data), data))

    async def events(self, content_type: str = "") -> None:
        headers = {"content-type": content_type or _EVENTS, "transfer-encoding": "chunked"}
        await self.head(200, headers)

    async def event(self, data: Mapping[str, Any] | str) -> None:
        text = data if isinstance(data, str) else json.dumps(data)
        await self.chunk(f"data: {text}\n\n".encode())

    async def until_left(self) -> None:
        """Waits for the client to close the connection."""
        while await self._reader.read(1024):
            pass
        self.is_left = True

    def abort(self) -> None:
        self._writer.transport.abort()


async def speak(script: "Callable[[Request], Answer]", request: "Request", line: Line) -> bool:
    """Answers one request; whether the connection can be used again."""
    if request.path.endswith("/models"):
        listed = {"object": "list", "data": [{"id": "served", "object": "model"}]}
        await line.whole(200, json.dumps(listed).encode(), {"content-type": _JSON})
        return True
    answer = script(request)
    match answer:
        case Reply():
            return await _reply(answer, request.body, line)
        case Status():
            error = {"message": answer.message, "type": "scripted", **answer.more}
            body = json.dumps({"error": error}).encode()
            await line.whole(answer.code, body, {"content-type": _JSON, **answer.headers})
            return True
        case Redirect():
            await line.whole(answer.code, b"", {"location": answer.location})
            return True
        case Raw():
            return await _raw(answer, line)
        case Events():
            await line.events()
            for piece in answer.pieces:
                await asyncio.sleep(answer.between)
                if piece:
                    await line.chunk(piece)
            await line.send(b"0\r\n\r\n")
            return True
        case Vectors():
            rows = enumerate(answer.vectors)
            data = [{"index": index, "embedding": list(one)} for index, one in rows]
            body = json.dumps({"object": "list", "data": data}).encode()
            await line.whole(200, body, {"content-type": _JSON})
            return True
        case Stall() | Broken():
            await line.events()
            await line.event(_chunk(Reply(answer.text), {"content": answer.text}))
            if isinstance(answer, Stall):
                await line.until_left()
            else:
                line.abort()
            return False
        case Silence():
            await line.until_left()
            return False


async def _raw(answer: Raw, line: Line) -> bool:
    length = str(len(answer.body) * answer.times)
    headers = {"content-type": answer.content_type, "content-length": length, **answer.headers}
    await line.head(answer.code, headers)
    for _ in range(answer.times):
        await line.send(answer.body)
    return True


async def _reply(answer: Reply, body: Mapping[str, Any], line: Line) -> bool:
    await asyncio.sleep(answer.before)
    if answer.whole or not body.get("stream"):
        headers = {"content-type": answer.content_type or _JSON}
        await line.whole(200, json.dumps(_completion(answer)).encode(), headers)
        return True
    await line.events(answer.content_type)
    async for chunk in _chunks(answer, body):
        await line.event(chunk)
    if answer.done:
        await line.event("[DONE]")
    await line.send(b"0\r\n\r\n")
    return True


async def _chunks(answer: Reply, body: Mapping[str, Any]) -> AsyncIterator[Mapping[str, Any]]:
    yield _chunk(answer, {"role": "assistant", "content": ""})
    for delta in _deltas(answer):
        yield _chunk(answer, delta)
        if answer.between:
            await asyncio.sleep(answer.between)
    if answer.finish is not None:
        yield _chunk(answer, {}, answer.finish)
    if answer.usage is not None and body.get("stream_options", {}).get("include_usage"):
        yield {**_envelope(answer, "chat.completion.chunk"), "choices": [], "usage": answer.usage}


def _deltas(answer: Reply) -> Iterator[Mapping[str, Any]]:
    for name, text in (("reasoning_content", answer.reasoning), ("content", answer.text)):
        for start in range(0, len(text), answer.piece):
            yield {name: text[start : start + answer.piece]}
    if answer.refusal is not None:
        yield {"refusal": answer.refusal}


def _chunk(answer: Reply, delta: Mapping[str, Any], finish: str | None = None) -> Mapping[str, Any]:
    choice = {"index": 0, "delta": {**delta, **answer.more}, "finish_reason": finish}
    return {**_envelope(answer, "chat.completion.chunk"), "choices": [{**choice, **answer.more}]}


def _completion(answer: Reply) -> Mapping[str, Any]:
    message = {"role": "assistant", "content": answer.text, "refusal": answer.refusal}
    choice = {"index": 0, "message": message, "finish_reason": answer.finish, **answer.more}
    usage = {} if answer.usage is None else {"usage": answer.usage}
    return {**_envelope(answer, "chat.completion"), "choices": [choice], **usage}


def _envelope(answer: Reply, kind: str) -> dict[str, Any]:
    return {"id": "c", "object": kind, "created": 1, "model": answer.model, **answer.more}
