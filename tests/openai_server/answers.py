"""What the server can answer: completions, vectors, and everything that can go wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reply:
    """A completion, streamed where the request wants that and `whole` does not forbid it.

    `before` and `between` are seconds before the first piece and between two; a piece has
    `piece` characters. `usage` None leaves the block out even where it is asked for. `more` is
    added to every object. Without `done` the stream ends before its [DONE].
    """

    text: str
    finish: str | None = "stop"
    refusal: str | None = None
    reasoning: str = ""
    usage: Any = field(default_factory=lambda: {"prompt_tokens": 11, "completion_tokens": 7})
    model: str = "served"
    before: float = 0.0
    between: float = 0.0
    piece: int = 8
    whole: bool = False
    done: bool = True
    content_type: str = ""
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Status:
    """An error with a message, as the protocol reports it."""

    code: int
    message: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Redirect:
    """A redirection."""

    location: str
    code: int = 307


@dataclass(frozen=True)
class Raw:
    """Any bytes of any type, `times` times over."""

    body: bytes
    content_type: str = "application/json"
    code: int = 200
    times: int = 1
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Events:
    """A stream of exactly these bytes, with `between` seconds before each piece of them. An empty
    piece is a pause.
    """

    pieces: Sequence[bytes]
    between: float = 0.0


@dataclass(frozen=True)
class Stall:
    """A stream that begins with `text` and then says nothing until the client leaves."""

    text: str = "int f"


@dataclass(frozen=True)
class Broken:
    """A stream that begins with `text` and whose connection then breaks."""

    text: str = "int f"


@dataclass(frozen=True)
class Silence:
    """Nothing, until the client leaves."""


@dataclass(frozen=True)
class Vectors:
    """Vectors for a request to /embeddings, in order."""

    vectors: Sequence[Sequence[float]]


Answer = Reply | Status | Redirect | Raw | Events | Stall | Broken | Silence | Vectors
