"""Differences between two versions of a function, and lines that a message names."""

import re
from collections.abc import Iterator
from difflib import unified_diff

_LONG = 60
"""Lines of both versions together from which on a diff may be easier to read."""
_SHARE = 0.6
_LINE = re.compile(r"\b[Ll]ine (\d+)")
_MOST_LINES = 4


def diff(old: str, new: str) -> str:
    """What changed, as a unified diff without names of files; empty if both whole versions are
    easier to read: they are short, or most of it changed.
    """
    before, after = old.split("\n"), new.split("\n")
    if len(before) + len(after) < _LONG:
        return ""
    lines = list(unified_diff(before, after, n=3, lineterm=""))[2:]
    text = "\n".join(lines)
    return text if len(text) < _SHARE * len(new) else ""


def named_lines(message: str, code: str) -> Iterator[str]:
    """The lines of code that a message names by number: `Line 3: s += x[i];`."""
    lines = code.split("\n")
    numbers = dict.fromkeys(int(number) for number in _LINE.findall(message))
    for number in list(numbers)[:_MOST_LINES]:
        if 0 < number <= len(lines) and lines[number - 1].strip():
            yield f"Line {number}: {lines[number - 1].strip()}"
