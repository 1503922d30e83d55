"""`#pragma GCC optimize` and `target`, which change all that follows: attributes of the functions
that follow in the reply.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lessonls.core.reading.rewrite import read_rewrite
from lessonls.core.target import Target

_PRAGMA = re.compile(
    r"^[ \t]*#[ \t]*pragma[ \t]+GCC[ \t]+(optimize|target|push_options|pop_options|reset_options)\b"
    r"[ \t]*([^\n]*)(?:\n|$)",
    re.MULTILINE,
)
_STRINGS = re.compile(r'\(?((?:[ \t]*,?[ \t]*"[\w+,.= -]*")+)[ \t]*\)?[ \t]*(?://.*)?')


def with_attributes(text: str, target: Target) -> str:
    """The text with such attributes and without these pragmas; the text itself where one of them
    cannot be an attribute.
    """
    pragmas = list(_PRAGMA.finditer(text))
    states = [_state(pragmas[: at + 1]) for at in range(len(pragmas))]
    if not pragmas or None in states:
        return text
    starts = [pragma.start() for pragma in pragmas]
    changes = [(pragma.start(), pragma.end(), "") for pragma in pragmas]
    for place in _functions(text, target):
        behind = bisect_left(starts, place)
        wanted = states[behind - 1] if behind else None
        if wanted:
            changes.append((place, place, f"__attribute__(({', '.join(wanted)}))\n"))
    result, at = list[str](), 0
    for start, end, insertion in sorted(changes):
        result += [text[at:start], insertion]
        at = end
    return "".join([*result, text[at:]])


def _state(pragmas: Sequence[re.Match[str]]) -> list[str] | None:
    """The attributes of what follows these pragmas; None if they cannot be told."""
    saved, current = list[list[str]](), list[str]()
    for pragma in pragmas:
        word, rest = pragma[1], pragma[2].strip()
        strings = _STRINGS.fullmatch(rest)
        if word == "push_options":
            saved.append(current)
        elif word == "pop_options":
            current = saved.pop() if saved else []
        elif word == "reset_options":
            current = []
        elif strings is not None:
            current = [*current, f"{word}({strings[1].strip()})"]
        else:
            return None
    return current


def _functions(text: str, target: Target) -> Iterator[int]:
    """Where attributes of each function go, in characters: behind those in square brackets."""
    found = read_rewrite(text, target)
    for read in found.outline.functions:
        first = [child for child in read.node.children if child.type != "attribute_declaration"]
        yield found.character(first[0].start_byte)
