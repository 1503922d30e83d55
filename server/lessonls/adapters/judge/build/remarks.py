"""What the compiler says of loops of the target that it did not vectorize, in plain lines.

gcc tries one vector width after the other and in the end reports why the last one failed,
which mostly is no type of that width. The reason that a programmer can do something about is
the first one, and that only stands among its internal notes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lessonls.core.reading.syntax import parse
from lessonls.core.target import Target

_MOST = 12
_MOST_CHARACTERS = 280
_MOST_SOURCE = 60
_NOTE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): \w+:\s+(?P<text>.*)")
_LOOPS = {"for_statement", "for_range_loop", "while_statement", "do_statement"}
_BEGINS = "=== analyze_loop_nest"
_FAILED = "couldn't vectorize loop"
_DONE = "loop vectorized"
_REASON = re.compile(
    r"(?:not vectorized[:,]\s*)(?P<plain>.+)"
    r"|(?P<said>possible alias .+|statement clobbers memory.*)"
)
_OF_BLOCKS = re.compile(r"basic block|grouped stores")
"""Reasons about code outside of loops."""
_NAMELESS = r"(?<!\w)_\d+\b"
_DETAIL = re.compile(rf"(?:(?:: | between )(?=.*{_NAMELESS})| (?=\S*{_NAMELESS})).*")
_VERSION = re.compile(r"\b([A-Za-z]\w*)_\d+(?:\(D\))?")


@dataclass(frozen=True)
class _Note:
    """One line of the compiler's; `own` ones are about the target's file."""

    own: bool
    line: int
    column: int
    text: str


def remarks(
    notes: str, target: Target, second: Mapping[tuple[int, int], str] | None = None
) -> tuple[str, ...]:
    """One remark for each loop of the target that was not vectorized.

    `notes` are those of Toolchain.vectorizing; lines are counted from the target's first.
    `second` is what clang says of loops, by line and column: of a loop that gcc gave up it
    follows gcc's reason.
    """
    others = {
        _header(line, column, target): said for (line, column), said in (second or {}).items()
    }
    found: dict[tuple[int, int], str] = {}
    vectorized: set[tuple[int, int]] = set()
    reason: _Note | None = None
    for note in _notes(notes, target):
        if note.text.startswith(_BEGINS):
            reason = None
        elif note.text.startswith(_DONE):
            vectorized.add((note.line, note.column))
        elif note.text.startswith(_FAILED):
            if note.own and reason is not None:
                found.setdefault((note.line, note.column), _remark(note, reason, target, others))
        elif (said := _reason(note.text)) and (reason is None or said == _reason(reason.text)):
            reason = note  # said of the loop first, and then of a statement
    kept = {text: None for place, text in sorted(found.items()) if place not in vectorized}
    return tuple(text for text in kept if text)[:_MOST]


def _notes(notes: str, target: Target) -> Iterator[_Note]:
    for row in notes.splitlines():
        match = _NOTE.match(row)
        if match:
            own = match["file"] == target.path.name
            yield _Note(own, int(match["line"]), int(match["column"]), match["text"])


def _reason(text: str) -> str:
    """The reason that a note gives, without names that only the compiler knows; or nothing."""
    match = _REASON.match(text)
    if match is None or _OF_BLOCKS.search(text):
        return ""
    plain = _VERSION.sub(r"\1", match["plain"] or match["said"])
    return _DETAIL.sub("", plain).strip(" .;:")


def _remark(loop: _Note, reason: _Note, target: Target, others: Mapping[int, str]) -> str:
    """Nothing if the loop is not the target's."""
    lines = target.code.split("\n")
    at, inner = _header(loop.line, loop.column, target), reason.line - target.line
    if not 0 <= at < len(lines):
        return ""
    text = f"line {at + 1} ({_source(lines[at])}): {_reason(reason.text)}"
    if reason.own and at < inner < len(lines):
        text += f", at line {inner + 1} ({_source(lines[inner])})"
    if at in others:
        text += f"; clang: {others[at]}"
    return text[:_MOST_CHARACTERS]


def _header(line: int, column: int, target: Target) -> int:
    """The line of the target, from 0, on which a loop begins: its note may name another one.

    Negative where the target has no loop there: a template of the library that was inlined.
    """
    point = (line - target.line, column - 1)
    if not 0 <= point[0] <= target.code.count("\n"):
        return -1
    tree = parse(target.code, target.language)
    node = tree.root_node.descendant_for_point_range(point, point)
    while node is not None and node.type not in _LOOPS:
        node = node.parent
    return -1 if node is None else node.start_point.row


def _source(line: str) -> str:
    """A line of source in little room, in characters that can be shown."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in line).split())
    return shown if len(shown) <= _MOST_SOURCE else f"{shown[: _MOST_SOURCE - 1]}…"
