"""Files of valgrind's callgrind, and what `callgrind_annotate` prints of them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from lessonls.core.errors import InputError
from lessonls.core.profiles.profile import Profile, profile_of

FILE = re.compile(r"# callgrind format|events: |creator: callgrind")
ANNOTATED = re.compile(r"Profile data file '")

_NAMED = re.compile(r"(c?)(fl|fi|fe|fn)= ?(?:\((\d{1,12})\))? ?(.*)")
_COST = re.compile(r"[+*\d-]")
_POSITIONS = re.compile(r"positions: (.*)")
_NUMBER = re.compile(r"\d{1,18}")
_ROW = re.compile(r"\s{0,20}(\d[\d,]{0,30})(?:\s{1,4}\([ \d.]{1,8}%\))?(.*)")
_OBJECT = re.compile(r" \[[^\[\]]{1,4000}\]$")
_PLACE = re.compile(r"(?:^|\s)(\S[^\n]*?)(?<!:):(?!:)(\S.*)")


class _Costs:
    """Adds up what each function costs itself; names are spelled once and then numbered."""

    def __init__(self) -> None:
        self.weights: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._names: dict[tuple[str, str], str] = {}
        self._file = ""
        self._function = ("", "")
        self._positions = 1

    def name(self, called: str, kind: str, number: str | None, text: str) -> None:
        """A line such as `fn=(3) main`, or `fn=(3)` from the second time on; one that begins
        with `c` names the function that is called.
        """
        space = "fn" if kind == "fn" else "fl"
        if number is not None:
            text = self._names.setdefault((space, number), text) if text else text
            text = text or self._names.get((space, number), "")
        if called:
            return
        if kind == "fn":
            self._function = text or "???", self._file
        else:
            self._file = "" if text == "???" else text

    def positions(self, names: str) -> None:
        """`positions: instr line` says how many numbers of a line are no costs."""
        self._positions = max(1, len(names.split()))

    def cost(self, line: str) -> None:
        """A line such as `+3 20 1`: where, and how many of the first event."""
        words = line.split(None, self._positions + 1)
        known = self._function[0] and len(words) > self._positions
        if known and _NUMBER.fullmatch(words[self._positions]):
            self.weights[self._function] += float(words[self._positions])


def read_callgrind(lines: Iterable[str]) -> Profile:
    """A callgrind file: the first event counts, which is instructions unless told otherwise."""
    costs = _Costs()
    rest = iter(lines)
    for line in rest:
        if _COST.match(line):
            costs.cost(line)
        elif named := _NAMED.match(line):
            costs.name(named[1], named[2], named[3], named[4].strip())
        elif line.startswith("calls="):
            # The next line is what the called function cost, which is counted there.
            next(rest, None)
        elif positions := _POSITIONS.match(line):
            costs.positions(positions[1])
    return profile_of("callgrind", costs.weights)


def read_annotated(lines: Iterable[str]) -> Profile:
    """The table of functions that `callgrind_annotate` prints."""
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    total = 0.0
    rest = iter(lines)
    for line in rest:
        row = _ROW.match(line)
        if row is not None and row[2].strip() == "PROGRAM TOTALS":
            total = _count(row[1])
        elif "file:function" in line:
            # The line below is a rule.
            for entry in islice(rest, 1, None):
                row = _ROW.match(entry)
                if row is None:
                    break
                _add(weights, row[2], _count(row[1]))
            break
    if 0 < total * 1.01 < sum(weights.values()):
        raise InputError("has inclusive costs: make it without --inclusive=yes.")
    return profile_of("callgrind_annotate", weights, total)


def _add(weights: defaultdict[tuple[str, str], float], text: str, cost: float) -> None:
    place = _PLACE.search(_OBJECT.sub("", text[:100_000].strip()))
    if place is not None:
        weights[place[2].strip(), "" if place[1] == "???" else place[1]] += cost


def _count(text: str) -> float:
    return float(text.replace(",", "")[:18])
