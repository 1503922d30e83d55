"""An embedder that needs no model: weighted words and what code does, hashed into slots.

Two kinds of features make a text comparable:

- *words*: identifiers are split (`rowPtr`, `row_ptr` -> row, ptr), words are cut to their stems
  (the Snowball stemmer), and those that every text has are left out;
- *concepts*: what code does in general terms (`code_concepts`), and words that speak of the same
  (a lesson says “prefix sum”, the code reads `a[i - 1]` and writes `a[i]`), so that lessons and
  code meet without having a word in common. Concepts that most code shows say less than others.

Every feature falls into one of a few hundred slots with a sign, so that collisions cancel instead
of adding up (Weinberger et al., *Feature hashing for large scale multitask learning*, 2009).
Counts are dampened: that something is there says more than how often.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import log1p, sqrt
from typing import Final, Protocol, cast

import snowballstemmer

from lessonls.adapters.code_concepts import concepts, is_code, tokens

SLOTS: Final = 256

WORD_WEIGHT: Final = 1.0
CONCEPT_WEIGHT: Final = 3.0
ORDINARY_WEIGHT: Final = 1.5
_ORDINARY = frozenset(["accumulation", "choice", "division", "elementwise", "product"])

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ENGLISH = "an and are as at be by for from has in is it its no not of on one or that the than then"
_ALSO_ENGLISH = "this to was with but into more less which when where were been can each only so"
_CODE = "auto bool char class const do double else float if include inline int long return short"
_ALSO_CODE = "signed size static std struct template typename unsigned using void while ptr"
_COMMON = frozenset(" ".join((_ENGLISH, _ALSO_ENGLISH, _CODE, _ALSO_CODE)).split())

# What people say when they speak of a concept of `code_concepts`.
_SPOKEN: Final[Mapping[str, str]] = {
    "accumulation": "accumulate accumulator sum reduce reduction total mean average dot",
    "product": "multiply product multiplication dot fma",
    "deep nest": "nest interchange tile block jam permute",
    "matrix": "matrix row column stride transpose dense grid",
    "neighbours": "stencil neighbour neighbor halo adjacent smooth jacobi laplacian relax",
    "recurrence": "prefix scan recurrence cumulative carry running sequential dependence",
    "early exit": "search find exit break first contain early",
    "indirection": "gather scatter sparse indirect permutation lookup csr coo",
    "counting": "histogram bin count bucket frequency tally",
    "sorting": "sort order rank merge partition quick heap",
    "exchange": "swap exchange reverse rotate",
    "recursion": "recursive recursion divide conquer",
    "complex numbers": "complex fft fourier twiddle butterfly imaginary",
    "waves": "sine cosine trigonometry angle phase frequency",
    "extremum": "minimum maximum min max smallest largest clamp",
    "choice": "branch condition conditional predict mispredict select",
    "division": "divide division divisor reciprocal quotient",
    "remainder": "modulo remainder wrap",
    "root": "distance root norm euclidean hypotenuse",
    "nested containers": "row pointer container vector",
    "growth": "append reserve allocate allocation grow push",
    "worklist": "queue stack visit worklist frontier breadth depth graph edge",
    "doubling": "halve double logarithmic stage stride",
    "pairs": "pair triangle triangular pairwise",
    "logic": "bit bitwise mask xor shift logical",
    "text": "character string text letter",
    "elementwise": "elementwise map transform scale vectorize vectorise simd lane",
}


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


_STEMMER = cast("_Stemmer", snowballstemmer.stemmer("english"))  # pyright: ignore[reportUnknownMemberType]


class LexicalEmbedder:
    """Implements ports.Embedder; the same text gives the same vector on every machine."""

    name = f"lexical-{SLOTS}-v2"

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        """One vector of unit length per text (all zeros for a text without words)."""
        return await asyncio.to_thread(lambda: [vector_of(text) for text in texts])


def vector_of(text: str) -> tuple[float, ...]:
    """The vector of one text, rounded so that its row is short."""
    slots = [0.0] * SLOTS
    for feature, weight in features(text).items():
        slot, sign = _slot(feature)
        slots[slot] += sign * weight
    length = sqrt(sum(slot * slot for slot in slots))
    return tuple([round(slot / length, 4) for slot in slots] if length > 0 else slots)


def features(text: str) -> dict[str, float]:
    """What a text is made of, each with its weight."""
    said = Counter(words(text))
    found = {f"word {word}": WORD_WEIGHT * log1p(n) for word, n in said.items()}
    meant: Counter[str] = Counter()
    for word in said.keys() & _BY_STEM.keys():
        meant[_BY_STEM[word]] += said[word]
    if is_code(text):
        meant.update(concepts(tokens(text)))
    for concept, n in meant.items():
        weight = ORDINARY_WEIGHT if concept in _ORDINARY else CONCEPT_WEIGHT
        found[f"concept {concept}"] = weight * log1p(n)
    return found


def words(text: str) -> Iterator[str]:
    """The stems of the words in English or code, without those that say nothing."""
    for found in _WORD.findall(text):
        word = found.lower()
        if len(word) > 1 and word not in _COMMON:
            yield _stem(word)


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    return _STEMMER.stemWord(word)


@lru_cache(maxsize=1 << 15)
def _slot(feature: str) -> tuple[int, float]:
    digest = int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "little")
    return digest % SLOTS, 1.0 if digest >> 63 else -1.0


_BY_STEM: Final = {
    _stem(word): concept for concept, spoken in _SPOKEN.items() for word in spoken.split()
}
