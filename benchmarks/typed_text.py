"""A document as an editor holds it while somebody types at random places."""

from dataclasses import dataclass
from random import Random
from typing import Any

_TYPED = ("x", "i", "7", " ", "_", ".", "+", ";", "\n    ", "é", "// ", "")
_RARE = ("{", "}", "(", '"', "/*", "#", "😀")
_RARELY = 0.1


@dataclass(frozen=True)
class Edit:
    """Replaces `old` by `new`, in the line `line` from the column `column` (characters, from 0)."""

    line: int
    column: int
    old: str
    new: str

    @property
    def undone(self) -> "Edit":
        return Edit(self.line, self.column, self.new, self.old)


class TypedText:
    """The lines of a text, and positions in the client's encoding.

    Every other edit undoes the one before, so that the text stays what it is.
    """

    def __init__(self, text: str, encoding: str, seed: int = 0) -> None:
        self._lines = text.split("\n")
        self._encoding = encoding
        self._random = Random(seed)  # noqa: S311 - no secret
        self._last: Edit | None = None

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def somewhere(self) -> dict[str, int]:
        """A random position."""
        line = self._random.randrange(len(self._lines))
        return self._position(line, self._random.randint(0, len(self._lines[line])))

    def type(self) -> tuple[dict[str, Any], dict[str, int]]:
        """A change as the protocol has it, and where it was made."""
        edit = self._last.undone if self._last else self._new_edit()
        self._last = None if self._last else edit
        start, end = self._position(edit.line, edit.column), self._end(edit)
        self._apply(edit)
        return {"range": {"start": start, "end": end}, "text": edit.new}, start

    def _new_edit(self) -> Edit:
        line = self._random.randrange(len(self._lines))
        column = self._random.randint(0, len(self._lines[line]))
        words = _RARE if self._random.random() < _RARELY else _TYPED
        new = self._random.choice(words)
        old = "" if new else self._lines[line][column : column + 1]
        return Edit(line, column, old, new if new or old else "x")

    def _apply(self, edit: Edit) -> None:
        last = edit.line + edit.old.count("\n")
        before, after = self._lines[edit.line][: edit.column], self._behind(edit)
        self._lines[edit.line : last + 1] = (before + edit.new + after).split("\n")

    def _end(self, edit: Edit) -> dict[str, int]:
        last = edit.line + edit.old.count("\n")
        return self._position(last, len(self._lines[last]) - len(self._behind(edit)))

    def _behind(self, edit: Edit) -> str:
        """What follows the old text in its last line."""
        *above, rest = edit.old.split("\n")
        if above:
            return self._lines[edit.line + len(above)][len(rest) :]
        return self._lines[edit.line][edit.column + len(rest) :]

    def _position(self, line: int, column: int) -> dict[str, int]:
        before = self._lines[line][:column]
        match self._encoding:
            case "utf-8":
                units = len(before.encode())
            case "utf-16":
                units = len(before.encode("utf-16-le")) // 2
            case _:
                units = column
        return {"line": line, "character": units}
