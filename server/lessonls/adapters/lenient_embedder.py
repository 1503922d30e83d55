"""An embedder that a dead endpoint cannot stop: a run is worth having with a plainer one."""

from collections.abc import Callable, Sequence

from lessonls.core.errors import LessonlsError
from lessonls.ports import Embedder


class LenientEmbedder:
    """Implements ports.Embedder by `embedder` until that fails, then by `spare`.

    `warn` hears of the failure once. The name changes with it, because vectors of different
    embedders must not be compared.
    """

    def __init__(self, embedder: Embedder, spare: Embedder, warn: Callable[[str], None]) -> None:
        self._embedder = embedder
        self._spare = spare
        self._warn = warn

    @property
    def name(self) -> str:
        """Of the embedder that gave the last vectors."""
        return self._embedder.name

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        """One vector of unit length per text (all zeros for a text without words)."""
        embedder = self._embedder
        try:
            return await embedder.embed(texts)
        except LessonlsError as error:
            if embedder is self._spare:
                raise
            if self._embedder is embedder:  # of several that fail together the first one speaks
                self._warn(f"{error} Lessons are compared by their words instead.")
                self._embedder = self._spare
            return await self._spare.embed(texts)
