"""What a reply has and the code that is taken from it has not: its author is told."""

import re
from collections.abc import Iterable, Set

from lessonls.core.reading.pieces import lexemes
from lessonls.core.target import Target

_MOST_LINES = 6
_LONGEST_LINE = 100
_NAMES = re.compile(r"[A-Za-z_]\w*")
_DEFINES = re.compile(
    r"([A-Za-z_]\w*)\s*[(\[={;]|#\s*define\s+(\w+)|\b(?:struct|class|enum|union)\s+(\w+)"
)
_BRACKETS = frozenset("{};")


def left_out(text: str, code: str, target: Target) -> tuple[str, ...]:
    """The lines of `text` that neither the code nor the file has, without comments."""
    known = {_words(line) for line in _lines(code)}
    known.update(_words(line) for line in _lines(target.before + target.code + target.after))
    return tuple(line.strip() for line in _lines(text) if _words(line) not in known)


def needs(code: str, lines: Iterable[str], known: Set[str]) -> bool:
    """Whether code names something that a line defines, and that is not `known` otherwise."""
    names = set(_NAMES.findall(code)) - known
    return any(defined in names for line in lines for defined in _defined(line))


def told(lines: Iterable[str]) -> str:
    """The first of the lines, for a sentence."""
    listed = [line[:_LONGEST_LINE] for line in lines]
    more = len(listed) - _MOST_LINES
    return " | ".join(listed[:_MOST_LINES]) + (f" (and {more} more lines)" if more > 0 else "")


def _lines(text: str) -> list[str]:
    """Without comments, which may span several."""
    plain = re.sub(r"//[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?", _newlines, text, flags=re.DOTALL)
    return [line for line in plain.split("\n") if set(_words(line)) - _BRACKETS]


def _newlines(comment: re.Match[str]) -> str:
    return " " + "\n" * comment[0].count("\n")


def _words(line: str) -> tuple[str, ...]:
    return lexemes(line.rstrip().removesuffix("\\"))


def _defined(line: str) -> list[str]:
    """The names that a line may define: of a function, a variable, a macro, a type."""
    return [name for names in _DEFINES.findall(line) for name in names if name]
