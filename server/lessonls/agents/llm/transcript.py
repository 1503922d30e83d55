"""Puts an answer together from what a server sends, trusting none of it."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from lessonls.agents.llm.failures import Failed, Failure, nonsense

LONGEST_TEXT = 400_000
"""Characters; no function is that long, and no more is read."""

_LONGEST_REFUSAL = 4000


class _Tolerant(BaseModel):
    """Servers add fields of their own, which are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Part(_Tolerant):
    text: str | None = None


_PARTS = TypeAdapter(list[_Part])


def _plain(content: Any) -> Any:
    """The text of content that comes in parts, of which some are thoughts or pictures."""
    if not isinstance(content, list):
        return content
    return "".join(one.text or "" for one in _PARTS.validate_python(content))


class _Said(_Tolerant):
    content: Annotated[str | None, BeforeValidator(_plain)] = None
    refusal: str | None = None
    reasoning: Any = None
    reasoning_content: Any = None

    @property
    def thoughts(self) -> int:
        """Characters of reasoning, which is paid for like text."""
        both = (self.reasoning_content, self.reasoning)
        return next((len(one) for one in both if isinstance(one, str)), 0)


class _Choice(_Tolerant):
    index: int | None = None
    delta: _Said | None = None
    message: _Said | None = None
    finish_reason: str | None = None


class _Counts(_Tolerant):
    prompt_tokens: int = Field(ge=0, le=1_000_000_000)
    completion_tokens: int = Field(default=0, ge=0, le=1_000_000_000)


class _Piece(_Tolerant):
    """A chunk of a stream, or a whole completion."""

    model: str | None = None
    choices: list[_Choice] | None = None
    usage: Any = None
    error: Any = None


class Transcript:
    """What has been said so far. Only the first of several choices counts."""

    def __init__(self) -> None:
        self.finish = ""
        self.refusal = ""
        self.model = ""
        self.counts: tuple[int, int] | None = None
        self.has_choice = False
        self._texts: list[str] = []
        self._characters = 0

    @property
    def text(self) -> str:
        return "".join(self._texts)

    @property
    def is_full(self) -> bool:
        """Whether nothing more is to be read."""
        return self._characters > LONGEST_TEXT

    def add(self, data: str) -> int:
        """Adds one JSON text from the server; how many characters of output it held.

        Raises Failed when it is no piece of a completion.
        """
        try:
            piece = _Piece.model_validate_json(data)
        except ValidationError as error:
            wrong = any(one["type"] == "json_invalid" for one in error.errors())
            what = (
                "sent JSON that is not valid"
                if wrong
                else "returned a response that is not a chat completion"
            )
            raise Failed(nonsense(what)) from None
        if piece.error:
            raise Failed(_reported(piece.error))
        self.model = self.model or piece.model or ""
        self.counts = _counts(piece.usage) or self.counts
        return sum(self._hear(choice) for choice in piece.choices or () if not choice.index)

    def _hear(self, choice: _Choice) -> int:
        self.has_choice = True
        said = choice.delta or choice.message or _Said()
        text, refusal = said.content or "", said.refusal or ""
        self._texts.append(text[: max(LONGEST_TEXT - self._characters, 0)])
        self._characters += len(text) + len(refusal)
        self.refusal = (self.refusal + refusal)[:_LONGEST_REFUSAL]
        self.finish = "length" if self.is_full else choice.finish_reason or self.finish
        return len(text) + len(refusal) + said.thoughts


def _counts(usage: object) -> tuple[int, int] | None:
    try:
        counts = _Counts.model_validate(usage)
    except ValidationError:
        return None
    return counts.prompt_tokens, counts.completion_tokens


def _reported(error: Any) -> Failure:
    """An error that comes where an answer should be, with the status of an answer."""
    said = error.get("message") if isinstance(error, dict) else error  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    text = said if isinstance(said, str) else ""
    return Failure("reported an error", "try again later", text, again=True, midway=True)
