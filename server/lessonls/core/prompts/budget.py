"""Fitting a prompt into a model's context: what helps least goes first, the function never."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import ceil

from lessonls.core.message import Message, Messages

CHARACTERS_PER_TOKEN = 2.5
"""Tokenizers of today make 3 to 4 characters of C++ a token, older ones about 2.8, so prompts
come out larger here than they are. Digits and bytes beyond ASCII count as a token each, as
they do in the worst tokenizers.
"""
_PER_MESSAGE = 10
_DIGITS = b"0123456789"


class Worth(IntEnum):
    """What a part of a prompt is worth: the least goes first, NEEDED never."""

    EXAMPLE = 0
    REMARK = 1
    ATTEMPT = 2
    LESSON = 3
    ORIGINAL = 4
    SURROUNDING = 5
    NEEDED = 6


@dataclass(frozen=True)
class Part:
    """A part of a section. Of equal worth, those with the larger `distance` go first, then
    those further behind.
    """

    text: str
    worth: Worth = Worth.NEEDED
    distance: int = 0


def _spaced(texts: Sequence[str]) -> str:
    return "\n\n".join(texts)


@dataclass(frozen=True)
class Section:
    """Parts below a title of ours; without parts there is no section."""

    title: str
    parts: tuple[Part, ...]
    frame: Callable[[Sequence[str]], str] = _spaced


def estimated_tokens(text: str) -> int:
    """How many tokens a text has at most, by its characters."""
    raw = text.encode("utf-8", "surrogatepass")
    beyond = sum(byte >= 0x80 for byte in raw) if not text.isascii() else 0
    digits = len(raw) - len(raw.translate(None, _DIGITS))
    return digits + beyond + ceil((len(raw) - digits - beyond) / CHARACTERS_PER_TOKEN)


def fitted(system: str, sections: Sequence[Section], context: int) -> Messages:
    """A system and a user message of at most `context` tokens.

    They are larger only where what is needed does not fit.
    """
    kept = [list(section.parts) for section in sections]
    room = context - _fixed(system, sections) - sum(_cost(p) for parts in kept for p in parts)
    for number, part in _by_worth(sections):
        if room >= 0:
            break
        kept[number].remove(part)
        room += _cost(part)
        if not kept[number]:
            room += estimated_tokens(sections[number].title)
    user = _spaced(
        [
            f"{section.title}\n\n{section.frame([part.text for part in parts])}"
            for section, parts in zip(sections, kept, strict=True)
            if parts
        ]
    )
    return (Message(role="system", content=system), Message(role="user", content=user))


def needed(system: str, sections: Sequence[Section]) -> int:
    """The tokens of a prompt from which everything is taken that may be."""
    least = [part for section in sections for part in section.parts if part.worth is Worth.NEEDED]
    return _fixed(system, sections) + sum(map(_cost, least))


def shortened(text: str, tokens: int) -> str:
    """`text`, or its beginning and end with a mark between them, within so many tokens."""
    if estimated_tokens(text) <= tokens:
        return text
    # A character may be four tokens; halving finds a length that fits whatever it is.
    half = len(text) // 2
    while half > 0:
        cut = f"{text[:half]}\n/* ... left out ... */\n{text[-half:]}"
        if estimated_tokens(cut) <= tokens:
            return cut
        half = half * 3 // 4
    return "/* left out */"


def _fixed(system: str, sections: Sequence[Section]) -> int:
    titles = sum(estimated_tokens(section.title) for section in sections if section.parts)
    around = sum(map(_frame_cost, sections))
    return estimated_tokens(system) + 2 * _PER_MESSAGE + titles + around


def _frame_cost(section: Section) -> int:
    """Of the fence and the empty lines around a section."""
    texts = [part.text for part in section.parts]
    framed = len(section.frame(texts)) - sum(map(len, texts))
    return 4 + ceil(framed / CHARACTERS_PER_TOKEN)


def _cost(part: Part) -> int:
    return estimated_tokens(part.text) + 2


def _by_worth(sections: Sequence[Section]) -> list[tuple[int, Part]]:
    """The parts that may go, in the order in which they do."""
    placed = [
        (part.worth, -part.distance, -at, number, part)
        for number, section in enumerate(sections)
        for at, part in enumerate(section.parts)
        if part.worth is not Worth.NEEDED
    ]
    placed.sort(key=lambda entry: entry[:4])
    return [(number, part) for _, _, _, number, part in placed]
