"""Answers that were given before to exactly the same question."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from lessonls.ports import ReplyCache


class Answer(BaseModel):
    """What a model said: the text, why it stopped, and the refusal where it refused.

    `model` is the name that the server gave; `first` and `seconds` are how long the first
    token and all of it took, 0 for an answer from the cache.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    text: str
    finish: str = ""
    refusal: str = ""
    model: str = ""
    first: float = 0.0
    seconds: float = 0.0

    @property
    def cut_off(self) -> bool:
        """Whether the model had more to say than it was allowed to."""
        return self.finish == "length"

    @property
    def refused(self) -> bool:
        """Whether the model, or a filter in front of it, would not answer."""
        return bool(self.refusal) or self.finish == "content_filter"


class Memory:
    """A cache of answers, or none. Only answers that are complete are kept."""

    def __init__(self, cache: ReplyCache | None = None) -> None:
        self._cache = cache

    async def recall(self, question: Mapping[str, Any]) -> Answer | None:
        """The answer to this question; what cannot be read counts as none."""
        if self._cache is None:
            return None
        stored = await self._cache.get(digest_of(question))
        try:
            return None if stored is None else Answer.model_validate_json(stored)
        except ValidationError:
            return None

    async def keep(self, question: Mapping[str, Any], answer: Answer) -> None:
        """Remembers an answer that the model ended on its own."""
        if self._cache is None or answer.finish != "stop" or answer.refused or not answer.text:
            return
        kept = answer.model_copy(update={"first": 0.0, "seconds": 0.0})
        await self._cache.put(digest_of(question), kept.model_dump_json())


def digest_of(question: Mapping[str, Any]) -> str:
    """Identifies a question: 32 hexadecimal digits."""
    text = json.dumps(question, sort_keys=True, default=str)
    return blake2b(text.encode(), digest_size=16).hexdigest()
