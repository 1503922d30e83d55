"""An embedder that needs no model: a hashed bag of words.

Identifiers are split into their words (`rowPtr`, `row_ptr` -> row, ptr), inflected forms are
cut to their stem, words that every text has are left out, every other word falls into one of a
few hundred slots, and counts are dampened. The cosine of two such vectors is about 0 for texts
that have nothing to do with each other. Operators and one-letter names are left out too: they
made everything look related to everything.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from math import log1p, sqrt

_SLOTS = 384
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ENDINGS = ("ing", "ed", "es", "s")
_ENGLISH = "an and are as at be by for from has in is it its no not of on one or that the than then"
_ALSO_ENGLISH = "this to was with"
_CODE = "auto bool char class const do double else float if include inline int long return short"
_ALSO_CODE = "signed size static std struct template typename unsigned using vector void while"
_COMMON = frozenset(" ".join((_ENGLISH, _ALSO_ENGLISH, _CODE, _ALSO_CODE)).split())


class HashingEmbedder:
    """Implements ports.Embedder; the same text always gives the same vector."""

    name = f"words-{_SLOTS}-v1"

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        """One vector of unit length per text (all zeros for a text without words)."""
        return [_vector(text) for text in texts]


def _vector(text: str) -> tuple[float, ...]:
    slots = [0.0] * _SLOTS
    for word, count in Counter(words(text)).items():
        address = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
        sign = 1.0 if address >> 63 else -1.0  # collisions cancel instead of adding up
        slots[address % _SLOTS] += sign * log1p(count)
    length = sqrt(sum(slot * slot for slot in slots))
    return tuple(round(slot / length, 6) for slot in slots) if length > 0 else tuple(slots)


def words(text: str) -> Iterator[str]:
    """The stems of the words in English or code, without those that say nothing."""
    for found in _WORD.findall(text):
        word = found.lower()
        if len(word) > 1 and word not in _COMMON:
            yield _stem(word)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word.removesuffix(ending)
    return word
