"""What `gprof` prints as its flat profile."""

import re
from collections import defaultdict
from collections.abc import Iterable

from lessonls.core.profiles.profile import Profile, profile_of

FLAT = re.compile(r"Flat profile:|Each sample counts as ")
_HEADING = re.compile(r"\s{0,4}time {1,10}seconds {1,10}seconds ")
_ROW = re.compile(
    r"""\s{0,10}(?P<share>\d{1,3}\.\d+)\s{1,20}\d+\.\d+\s{1,20}(?P<own>\d+\.\d+)\s{1,40}
        (?:\d{1,20}\s{1,20}\d+\.\d+\s{1,20}\d+\.\d+\s{1,20})?
        (?P<name>\S.*)""",
    re.VERBOSE,
)
# With -l, every line of a source has a row of its own.
_PLACE = re.compile(r" \([^()\s]{1,400}:\d{1,9} @ [0-9a-f]{1,16}\)$")
_INDEX = re.compile(r"(?: <cycle \d{1,9}>)?(?: \[\d{1,9}\])?$")


def read_gprof(lines: Iterable[str]) -> Profile:
    """The flat profile; the call graph that may follow it is not read."""
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    inside = False
    for line in lines:
        if _HEADING.match(line):
            inside = True
        elif inside:
            row = _ROW.match(line)
            if row is None:
                break
            weights[_name(row["name"]), ""] += float(row["own"])
    return profile_of("gprof", weights)


def _name(text: str) -> str:
    return _INDEX.sub("", _PLACE.sub("", text.strip()))
