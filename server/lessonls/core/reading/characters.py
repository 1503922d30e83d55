"""Characters that make a text look other than it is, or that compilers read in their own way."""

import re
from collections.abc import Sequence
from unicodedata import name

from lessonls.core.reading.problems import problem
from lessonls.core.reading.tokens import Part, Token

# Controls but tab and line ends; what turns the direction of text; what has no width.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]|\r(?!\n)"
)
_TRIGRAPH = re.compile(r"\?\?[=/'()!<>-]")


def check_characters(text: str, line: int, allowed: str) -> None:
    """Refuses invisible characters and trigraphs; `allowed` is the original, which may have
    trigraphs of its own.
    """
    hidden = _HIDDEN.search(text)
    if hidden is not None:
        raise problem(line + text.count("\n", 0, hidden.start()), f"has {_named(hidden[0])}.")
    for found in _TRIGRAPH.finditer(text):
        if found[0] not in allowed:
            raise problem(
                line + text.count("\n", 0, found.start()), f"has the trigraph {found[0]}."
            )


def check_names(parts: Sequence[Part], known: frozenset[str]) -> None:
    """Refuses non-ASCII identifiers that the file does not have: they can look like others."""
    for part in parts:
        for token in (part,) if isinstance(part, Token) else part.tokens:
            if token.is_name and not token.text.isascii() and token.text not in known:
                raise problem(token.line, "uses a non-ASCII identifier.")


def _named(character: str) -> str:
    written = name(character, "a control character").lower()
    return f"the invisible character U+{ord(character):04X} ({written})"
