"""Fenced blocks of a reply, also those that are indented, unclosed or opened behind a sentence."""

import re
from dataclasses import dataclass, field

MOST = 30
"""Blocks that are looked at, from the last: no honest reply has as many."""

_DEEPEST = 3
_TAG = re.compile(r"[\w+#.{}-]*")
_LANGUAGES = frozenset({"c", "cpp", "c++", "cc", "cxx", "h", "hpp", "cuda"})
_CODE = re.compile(r"[;{]\s*$|^#\s*include")


@dataclass(frozen=True)
class Block:
    """The text between two fences, and the word behind the first."""

    text: str
    tag: str
    closed: bool


@dataclass
class _Open:
    character: str
    length: int
    margin: str
    tag: str
    lines: list[str] = field(default_factory=list[str])

    def block(self, *, closed: bool) -> Block:
        return Block("\n".join(self.lines), self.tag, closed)


def blocks(text: str, deepest: int = _DEEPEST) -> list[Block]:
    """The blocks in order, those inside others before these."""
    found, current = list[Block](), None
    for line in text.split("\n"):
        opened = _opened(line)
        if current is None:
            current = opened
        elif opened is not None and opened.tag and _is_alike(opened, current):
            # The block before was never closed: a closing fence has no word behind it.
            found.append(current.block(closed=False))
            current = opened
        elif not _closes(line, current):
            current.lines.append(_inside(line, current))
        else:
            found.append(current.block(closed=True))
            current = None
    if current is not None:
        found.append(current.block(closed=False))
    return _with_inner(found[-MOST:], deepest)[-MOST:]


def _with_inner(found: list[Block], deepest: int) -> list[Block]:
    result = list[Block]()
    for block in found:
        if deepest > 0 and ("```" in block.text or "~~~" in block.text):
            result += blocks(block.text, deepest - 1)
        result.append(block)
    return result


def _opened(line: str) -> _Open | None:
    at, character = line.find("```"), "`"
    if at < 0:
        at, character = line.find("~~~"), "~"
        if at < 0 or line[:at].strip(" \t>"):
            return None
    before, rest = line[:at], line[at:].lstrip(character)
    if character in rest:
        return None
    margin = before if not before.strip(" \t>") else ""
    length = len(line) - at - len(rest)
    words = rest.strip()
    tag = _TAG.match(words)
    word = tag[0] if tag else ""
    found = _Open(character, length, margin, word.lower())
    if _CODE.search(words):
        code = words[len(word) :] if word.lower() in _LANGUAGES else words
        found.tag = word.lower() if code != words else ""
        found.lines.append(code)
    return found


def _is_alike(opened: _Open, current: _Open) -> bool:
    return opened.character == current.character and opened.length >= current.length


def _closes(line: str, current: _Open) -> bool:
    stripped = line.rstrip()
    before = stripped.rstrip(current.character)
    if len(stripped) - len(before) < current.length:
        return False
    if not before.strip(" \t>"):
        return True
    if current.character == "`" and before.rstrip().endswith(("}", ";")):
        current.lines.append(_inside(before, current))
        return True
    return False


def _inside(line: str, current: _Open) -> str:
    """A line without the indentation and the marks of quotation before its fence."""
    margin = current.margin
    if line.startswith(margin):
        return line[len(margin) :]
    if ">" in margin and line.strip() == ">":
        return ""
    lost = len(line) - len(line.lstrip(" \t"))
    return line[min(lost, len(margin)) :]
