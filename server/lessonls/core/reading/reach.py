"""The text of all that a function runs, as far as the project's text tells."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from lessonls.core.target import Target

_WORD = re.compile(r"[A-Za-z_]\w*")
_NOT_CODE = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.){1,8}'", re.DOTALL
)
"""Comments, strings and characters."""
_MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)(?:[^\n\\]|\\\r?\n|\\.)*", re.MULTILINE)
_FUNCTION = re.compile(
    r"(operator\s*[^\s\w(]+|operator\b|~?\s*\b[A-Za-z_]\w*)\s*\([^;{}]*?\)"
    r"(?:[\w\s&*<>,:\[\]]|->)*(?::[^;{}]*)?\{"
)
_TABLE = re.compile(r"\b([A-Za-z_]\w*)\s*(?:\[[^\[\]{};]*\]\s*)*(?:\)\s*\([^{};]*?\)\s*)?=\s*\{")
_TYPE = re.compile(
    r"\b(?:struct|class|union)\b[^;{}()=]*?(\w+)\s*(?:final\s*)?(?::[^;{}()]*)?\{|\}\s*(\w+)\s*;"
)
_BRACE = re.compile(r"[{}]")
_KEYWORDS = frozenset({"if", "for", "while", "switch", "catch"})
_LABELS, _NEAR = ("public:", "private:", "protected:"), 200
_UNNAMED = re.compile(r"operator|~")
"""Operators and destructors run where no name of theirs is written."""


def reach(target: Target, headers: Iterable[str]) -> str:
    """The function, and the functions, macros and tables of its file and of the project's headers
    of which a name occurs there, or in one of these. Operators, destructors and macros that define
    functions belong to it whatever they are called, constructors never.

    What is not named here the function does not use, unless code of other files does.
    """
    named: dict[str, list[str]] = defaultdict(list)
    waiting = [_NOT_CODE.sub(" ", target.code)]
    for text in (target.before, target.after, *headers):
        for name, code in _defined(_NOT_CODE.sub(" ", text)):
            if _UNNAMED.match(name) or _defines(code):
                waiting.append(code)
            else:
                named[name].append(code)
    found: list[str] = []
    while waiting:
        code = waiting.pop()
        found.append(code)
        for word in set(_WORD.findall(code)) & named.keys():
            waiting += named.pop(word)
    return "\n".join(found)


def defined_types(texts: Iterable[str]) -> frozenset[str]:
    """The names of the structs and classes that some texts define, typedefs of unnamed ones too."""
    found = (pair for text in texts for pair in _TYPE.findall(_NOT_CODE.sub(" ", text)))
    return frozenset(name for pair in found for name in pair if name)


def _defined(text: str) -> Iterator[tuple[str, str]]:
    """The macros, tables and functions of a text without comments, with their names."""
    for macro in _MACRO.finditer(text):
        yield macro[1], macro[0]
    for table in _TABLE.finditer(text):
        yield table[1], text[table.start() : _end(text, table.end())]
    at = 0
    while head := _FUNCTION.search(text, at):
        at = head.end()
        if head[1] not in _KEYWORDS:
            at = _end(text, at)
            if not _is_constructor(text[max(head.start() - _NEAR, 0) : head.start()], head[1]):
                yield head[1].strip(), text[head.start() : at]


def _defines(code: str) -> bool:
    """Whether this is a macro that defines functions, the names of which are put together."""
    heads = _FUNCTION.finditer(code) if code.lstrip().startswith("#") else ()
    return any(head[1] not in _KEYWORDS for head in heads)


def _is_constructor(before: str, name: str) -> bool:
    """Whether no type is returned: what a constructor does, it does to a new object."""
    if _UNNAMED.match(name):
        return False
    return before.rstrip().endswith((*";{}", "explicit", *_LABELS, f"{name}::"))


def _end(text: str, start: int) -> int:
    """Where the braces are closed of which the first one was opened just before."""
    depth = 1
    for brace in _BRACE.finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(text)
