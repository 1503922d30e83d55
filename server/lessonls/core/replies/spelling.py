"""Macros that stand for `static inline` and attributes: written out, since a rewrite may not hide
what outlives a call.
"""

import re

from lessonls.core.reading.document import Document
from lessonls.core.reading.tokens import Token, parts_of

_WORDS = re.compile(
    r"(?:static|(?:__)?inline(?:__)?|constexpr|\[\[[^][]*\]\]"
    r"|__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)|\s)+"
)
_DEFINED = re.compile(
    r"^[ \t]*#[ \t]*(?:define|undef)[ \t]+(\w+)(?![\w(])[^\n\\]*(?:\n|$)", re.MULTILINE
)


def spelled_out(found: Document) -> str:
    """The text with such macros replaced by what they stand for, and without their definitions."""
    meanings = dict(_meanings(found.text))
    if not meanings:
        return found.text
    raw, result, at = found.data, list[bytes](), 0
    for part in parts_of(found.root, raw, strict=False):
        if isinstance(part, Token) and part.text in meanings:
            result += [raw[at : part.start], meanings[part.text].encode()]
            at = part.start + len(part.text.encode())
    text = b"".join([*result, raw[at:]]).decode("utf-8", "surrogatepass")
    return _DEFINED.sub(lambda line: "" if line[1] in meanings else line[0], text)


def _meanings(text: str) -> list[tuple[str, str]]:
    """Macros without parameters, defined in one line and once, of such words only."""
    lines = [line for line in _DEFINED.finditer(text) if "define" in line[0].partition(line[1])[0]]
    names = [line[1] for line in lines]
    return [
        (line[1], body)
        for line in lines
        for body in [line[0].partition(line[1])[2].strip()]
        if "static" in body.split() and _WORDS.fullmatch(body) and names.count(line[1]) == 1
    ]
