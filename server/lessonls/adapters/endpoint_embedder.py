"""An embedder that is a model behind an endpoint."""

from collections.abc import Awaitable, Callable, Sequence
from math import hypot

_BATCH = 32
"""Texts in one request; servers refuse very many."""

Ask = Callable[[Sequence[str]], Awaitable[Sequence[tuple[float, ...]]]]


class EndpointEmbedder:
    """Implements ports.Embedder by `ask`, which gives vectors of any length for some texts.

    Raises the AgentError of `ask`.
    """

    def __init__(self, model: str, ask: Ask) -> None:
        self.name = f"endpoint:{model}"
        self._ask = ask

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        """One vector of unit length per text (all zeros for a text without words)."""
        # Servers differ in what they do with nothing; some refuse the whole request.
        filled = [text for text in texts if text.strip()]
        found: list[tuple[float, ...]] = []
        for start in range(0, len(filled), _BATCH):
            found += await self._ask(filled[start : start + _BATCH])
        vectors = iter(found)
        empty = (0.0,) * (len(found[0]) if found else 1)
        return [_unit(next(vectors)) if text.strip() else empty for text in texts]


def _unit(vector: Sequence[float]) -> tuple[float, ...]:
    """The vector with length 1, rounded so that its row is short."""
    length = hypot(*vector)
    return tuple(round(part / length, 6) if length > 0 else 0.0 for part in vector)
