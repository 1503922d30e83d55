"""Which pointers bound a range: to where it begins, where it ends, and places between the two."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

_BEGIN = re.compile(
    r"start|begin|base|first|^_*(?:m_)?(?:buf|buffer|data|str|text|src|in)_*$", re.IGNORECASE
)
_END = re.compile(r"end|limit|last|stop|finish", re.IGNORECASE)
_WITHIN = re.compile(r"ptr|cur|pos|next|^_*(?:m_)?(?:p|ip|op|at)_*$", re.IGNORECASE)


@dataclass(frozen=True)
class Range:
    """The pointers to both ends of a range, and those that point `within` it. No pointer may lead
    to its end (“”).
    """

    begin: str
    end: str
    within: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.begin, *self.within, self.end) if name)


def ranges(code: str, names: Sequence[str]) -> tuple[Range, ...]:
    """Parameters that the function compares: `a` begins what `b` ends where it asks `a < b`, or
    takes `b - a`, and does not read what is at `b`; where it only asks `a != b`, they have to
    stand in this order side by side. What ends one range and begins another lies within them both.
    Or the second of two side by side is called an end, and nothing is used from there on.
    """
    body = code.partition("{")[2]
    found = [one for one in _ranges(body, names, r"(?<![\w.>*])", "") if not _reads(body, one.end)]
    taken = {name for one in found for name in one.names}
    called = (
        Range(begin, end)
        for begin, end in pairwise(names)
        if _END.search(end) and not taken & {begin, end} and not _reads(body, end)
    )
    return (*found, *called)


def member_ranges(code: str, names: Sequence[str]) -> tuple[Range, ...]:
    """The same of members of one struct, in the code of all functions that use them; and members
    that are called the beginning and the end of something.
    """
    found = _ranges(code, names, r"(?<!\w)", r"(?:[\w.]|->)*?")
    taken = {name for one in found for name in one.names}
    left = [name for name in names if name not in taken]
    begin = next((name for name in left if _BEGIN.search(name)), None)
    end = next((name for name in left if _END.search(name) and name != begin), None)
    if begin is not None and end is not None:
        within = (name for name in left if name not in {begin, end} and _WITHIN.search(name))
        found = (*found, Range(begin, end, tuple(within)))
    return tuple(_open(one) if _is_position(one.end, code) else one for one in found)


def _is_position(end: str, code: str) -> bool:
    """Whether there is more behind it: what is there is used, or it is called a position."""
    return _reads(code, end) or _WITHIN.search(end) is not None


def _open(found: Range) -> Range:
    return Range(found.begin, "", (*found.within, found.end))


def _ranges(body: str, names: Sequence[str], before: str, owner: str) -> tuple[Range, ...]:
    """`before` is a pattern of what is in front of a name, `owner` of what has it as a member."""
    words = {name: rf"{before}{re.escape(name)}\b" for name in names}
    ends: dict[str, str] = {}
    for begin, end in permutations(names, 2):
        if begin in ends or ends.get(end) == begin:
            continue
        beside = names.index(end) - names.index(begin) == 1
        if _compares(body, words[begin], words[end], owner, beside=beside):
            ends[begin] = end
    return tuple(_joined(ends))


def _joined(ends: Mapping[str, str]) -> Iterator[Range]:
    """Each range from its first beginning to its last end; each pointer in one."""
    taken: set[str] = set()
    for begin in sorted(ends, key=lambda name: name in ends.values()):
        chain = [begin]
        while chain[-1] in ends and ends[chain[-1]] not in chain:
            chain.append(ends[chain[-1]])
        if not taken & {*chain}:
            taken |= {*chain}
            yield Range(chain[0], chain[-1], tuple(chain[1:-1]))


def _reads(body: str, name: str) -> bool:
    """Whether elements are used from that place on: it begins something of its own."""
    word = rf"(?:(?<![\w.>])|->\s*|\.\s*){re.escape(name)}\b"
    behind = rf"\*\s*(?:[\w.]|->)*{re.escape(name)}\b(?!\s*-)"
    return re.search(rf"{behind}|{word}\s*\[\s*(?!-)|{word}\s*->", body) is not None


def _compares(body: str, begin: str, end: str, owner: str, *, beside: bool) -> bool:
    first, last = (rf"{word}(?!\s*[.\[(]|\s*->)" for word in (begin, end))
    some = r"(?:\s*[+-]\s*\w+)?"
    equal = r"!=|==|" if beside else ""
    forward = rf"{first}{some}\s*(?:{equal}<=?(?!<))\s*{owner}{last}"
    backward = rf"{last}{some}\s*(?:{equal}>=?(?!>)|-(?!>))\s*{owner}{first}"
    return re.search(rf"{forward}|{backward}", body) is not None
