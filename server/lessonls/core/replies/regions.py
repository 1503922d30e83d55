"""Code without a fence: where it begins and ends between sentences."""

import re
from collections.abc import Iterator, Sequence

_WORDS = re.compile(
    r"//[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'?"
    r"|[{}]",
    re.DOTALL,
)
_BEGINS = re.compile(
    r"[ \t]*(?:#|//|/\*|\*|template\b|static\b|inline\b|constexpr\b|extern\b|typedef\b|using\b"
    r"|struct\b|namespace\b|__attribute__|\[\[|[{}])"
)
_ENDS = re.compile(r"[;{},)\\>]\s*$")
_MOST = 8


def is_cut(text: str) -> bool:
    """Whether more braces are open than closed, or a comment does not end."""
    depth = 0
    for match in _WORDS.finditer(text):
        word = match[0]
        if word.startswith("/*") and not (len(word) >= 4 and word.endswith("*/")):
            return True
        depth += (word == "{") - (word == "}")
    return depth > 0


def regions(text: str, name: str) -> Iterator[str]:
    """Stretches of lines around each place where the function may begin, the last first."""
    lines = text.split("\n")
    heading = re.compile(rf"\b{re.escape(name)}\s*\(")
    places = [at for at, line in enumerate(lines) if heading.search(line)][-_MOST:]
    for at in reversed(places):
        end = _end(lines, at)
        if end is not None:
            first = _first(lines, at)
            last = _last(lines, end)
            yield "\n".join(lines[first : last + 1])
            if last > end:
                yield "\n".join(lines[first : end + 1])
            if first < at:
                yield "\n".join(lines[at : end + 1])


def _end(lines: Sequence[str], start: int) -> int | None:
    """The line that closes the first brace behind `start`; the last line where none does."""
    depth, begun, line = 0, False, start
    text = "\n".join(lines[start:])
    at = 0
    for match in _WORDS.finditer(text):
        if match[0] in "{}":
            begun = begun or match[0] == "{"
            depth += 1 if match[0] == "{" else -1
        if begun and depth <= 0:
            return line + text.count("\n", at, match.start())
        line += text.count("\n", at, match.start())
        at = match.start()
    return len(lines) - 1 if begun else None


def _first(lines: Sequence[str], at: int) -> int:
    """Where the code before a signature begins: helpers, headers, comments."""
    while at > 0 and _is_code(lines[at - 1]):
        at -= 1
    while not lines[at].strip():
        at += 1
    return at


def _last(lines: Sequence[str], at: int) -> int:
    while at + 1 < len(lines) and _is_code(lines[at + 1]):
        at += 1
    return at


def _is_code(line: str) -> bool:
    if not line.strip():
        return True
    return bool(_BEGINS.match(line) or _ENDS.search(line)) or line.startswith(("    ", "\t"))
