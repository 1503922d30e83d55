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
    """The lines of `text` that neither the code nor the file has, without comments. A line on which
    one thing ends and another begins may be two there.
    """
    there = f"{code}\n{target.before}{target.code}{target.after}"
    known = {_words(line) for line in _lines(there)}
    tokens = _in_a_row(lexemes(there))
    missing = [line for line in _lines(text) if _words(line) not in known]
    lost = [one for one in missing if not _BRACKETS & set(_words(one)) or not _is_in(one, tokens)]
    return tuple(line.strip() for line in lost)


def _is_in(line: str, tokens: str) -> bool:
    return _in_a_row(_words(line)) in tokens


def _in_a_row(tokens: Iterable[str]) -> str:
    return "".join(f"\0{token}\0" for token in tokens)


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
    """Its tokens, without the braces at its ends, which may stand on another line elsewhere."""
    words = lexemes(line.rstrip().removesuffix("\\"))
    inside = [at for at, word in enumerate(words) if word not in _BRACKETS]
    return words[inside[0] : inside[-1] + 1] if inside else ()


def _defined(line: str) -> list[str]:
    """The names that a line may define: of a function, a variable, a macro, a type."""
    return [name for names in _DEFINES.findall(line) for name in names if name]
