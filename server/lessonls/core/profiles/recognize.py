"""Which profiler wrote a text, by what it holds."""

import re
from collections.abc import Callable, Iterable
from itertools import chain

from lessonls.core.errors import InputError
from lessonls.core.profiles import callgrind, gprof, perf
from lessonls.core.profiles.profile import Profile

_Reader = Callable[[Iterable[str]], Profile]
_KINDS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (perf.REPORT, perf.read_report),
    (callgrind.FILE, callgrind.read_callgrind),
    (callgrind.ANNOTATED, callgrind.read_annotated),
    (gprof.FLAT, gprof.read_gprof),
    (perf.SAMPLE, perf.read_script),
)


def read_profile_lines(lines: Iterable[str]) -> Profile:
    """The profile in the lines of a text, of whatever kind they are.

    Raises InputError, to be read after the file's name, for anything else.
    """
    rest = iter(lines)
    for line in rest:
        for sign, read in _KINDS:
            if sign.match(line):
                return read(chain([line], rest))
    raise InputError("is not a profile of perf, gprof or callgrind.")
