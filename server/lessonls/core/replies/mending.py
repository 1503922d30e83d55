"""Readings of a code block that came in disguise: entities, numbered lines, a diff."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise

from lessonls.core.replies.patches import is_patch, patched, patched_alone
from lessonls.core.target import Target

_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_NUMBERED = re.compile(r"[ \t]*(?P<number>\d{1,5})(?:[:.)][ \t]?|[ \t]?[|│][ \t]?|\t|[ \t]|$)")
_ESCAPED = re.compile(r'\\(?:[nt"\\])')


def readings(text: str, tag: str, target: Target, bases: Sequence[str]) -> Iterator[str]:
    """What `text` may stand for, the likeliest first; `bases` are codes that a diff may change."""
    plain = [text]
    if _ENTITY.search(text):
        plain.append(_ENTITY.sub(lambda found: unescape(found[0]), text))
    for written in plain:
        yield from _of_a_patch(written, tag, target, bases)
        if not is_patch(written, tag):
            yield written
        numbered = _without_numbers(written)
        if numbered is not None:
            yield numbered
        if "\n" not in written.strip() and "\\n" in written:
            yield _ESCAPED.sub(_unescaped, written)


def _of_a_patch(text: str, tag: str, target: Target, bases: Sequence[str]) -> Iterator[str]:
    whole = target.before + target.code + target.after
    for base in (*bases, whole):
        result = patched(text, base)
        if result is not None:
            yield result
    alone = patched_alone(text, tag)
    if alone is not None:
        yield alone


def _without_numbers(text: str) -> str | None:
    """The text without the line numbers, where every line has the next one."""
    lines = [line for line in text.split("\n") if line.strip()]
    found = [_NUMBERED.match(line) for line in lines]
    numbers = [int(match["number"]) for match in found if match is not None]
    if len(numbers) != len(lines) or len(lines) < 2:
        return None
    if any(after <= before for before, after in pairwise(numbers)):
        return None
    return "\n".join(
        line[match.end() :] for line, match in zip(lines, found, strict=True) if match is not None
    )


def _unescaped(found: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(found[0][1], found[0][1])
