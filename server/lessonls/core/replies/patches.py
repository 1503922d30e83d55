"""Unified diffs in place of code: applied where they fit the text in exactly one way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_HEADER = re.compile(r"diff |index [0-9a-f]|--- |\+\+\+ |\\ No newline")
_HUNK = re.compile(r"@@(?:[ \t]*-(?P<line>\d{1,7})\S*[ \t]+\+\S+[ \t]*@@)?")
_STRONG = re.compile(r"^@@|^--- [^\n]*\n\+\+\+ ", re.MULTILINE)
_CHANGES = re.compile(r"^[+-](?![+-])", re.MULTILINE)
_TAGS = frozenset({"diff", "patch", "udiff"})
_MOST_HUNKS = 100
_MOST_LINES = 5000


@dataclass
class _Hunk:
    """`lines` are pairs of a mark (`+`, `-` or a space) and a text; `line` is where, from 1."""

    line: int | None = None
    lines: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @property
    def old(self) -> list[str]:
        return [text for mark, text in self.lines if mark != "+"]


def is_patch(text: str, tag: str) -> bool:
    """Whether a text is certainly meant as a diff."""
    return tag in _TAGS or _STRONG.search(text) is not None


def patched(text: str, base: str) -> str | None:
    """`base` with the diff applied; None if `text` is none or fits nowhere or twice."""
    hunks = _hunks(text)
    lines = base.replace("\r\n", "\n").split("\n")
    if not hunks or len(lines) > _MOST_LINES or text.count("\n") > _MOST_LINES:
        return None
    result, at = list[str](), 0
    for hunk in hunks:
        place = _place(hunk, lines, at)
        if place is None:
            return None
        result += lines[at:place]
        at = place
        for mark, written in hunk.lines:
            if mark == "+":
                result.append(written)
            elif mark == "-":
                at += 1
            else:
                result.append(lines[at])
                at += 1
    return "\n".join([*result, *lines[at:]])


def patched_alone(text: str, tag: str) -> str | None:
    """The new text of a diff of one hunk, which may hold the whole function."""
    hunks = _hunks(text) if is_patch(text, tag) else []
    if len(hunks) != 1:
        return None
    return "\n".join(written for mark, written in hunks[0].lines if mark != "-")


def _hunks(text: str) -> list[_Hunk]:
    if not _CHANGES.search(text):
        return []
    found = [_Hunk()]
    for line in text.strip("\n").split("\n"):
        head = _HUNK.match(line)
        if head is not None:
            found.append(_Hunk(int(head["line"]) if head["line"] else None))
        elif not _HEADER.match(line):
            marked = line[:1] in {"+", "-", " "}
            found[-1].lines.append((line[0], line[1:]) if marked else (" ", line))
    changing = [hunk for hunk in found if any(mark != " " for mark, _ in hunk.lines)]
    return changing if len(changing) <= _MOST_HUNKS else []


def _place(hunk: _Hunk, lines: Sequence[str], start: int) -> int | None:
    """Where the old lines are; white space may differ if that makes no second place."""
    old = [line.split() for line in hunk.old]
    if not any(old):
        return None
    split = [line.split() for line in lines]
    last = len(lines) - len(old)
    found = [
        at
        for at in range(start, last + 1)
        if split[at] == old[0] and split[at : at + len(old)] == old
    ]
    named = [at for at in found if hunk.line is not None and at + 1 == hunk.line]
    if len(found) == 1 or named:
        return (named or found)[0]
    return None
