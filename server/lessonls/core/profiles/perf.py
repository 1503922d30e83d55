"""What `perf report --stdio` and `perf script` print."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lessonls.core.profiles.profile import Profile, profile_of

REPORT = re.compile(r"# Samples: |# (?:Overhead|Children) ")
_ROW = re.compile(r"\s{0,20}(\d{1,3}\.\d+)%(?:\s{1,20}(\d{1,3}\.\d+)%)?\s")
_SYMBOL = re.compile(r"\[[.kgHuhbj]\] (\S.*)")
_SAMPLES = re.compile(r"# Samples: (\d+)([KMG]?)")
_SCALE = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}

SAMPLE = re.compile(
    r"""\s{0,20}\S.{0,30}?\s{1,10}-?\d{1,10}(?:/\d{1,10})?\s{1,10}  # command, process, thread
        (?:\[\d{1,5}\]\s{1,10})?(?:\S{1,8}\s{1,10})?           # processor, flags
        \d{1,12}\.\d{1,12}:\s{1,10}                            # moment
        (?:(?P<period>\d{1,20})\s{1,10})?
        (?P<event>\S{1,80}):(?:\s{1,20}(?P<frame>\S.*))?\s*$""",
    re.VERBOSE,
)
_OFFSET = re.compile(r"\+0x[0-9a-f]{1,16}$")


@dataclass
class _Section:
    """What perf says of one event."""

    samples: float = 0
    weights: dict[tuple[str, str], float] = field(
        default_factory=lambda: defaultdict[tuple[str, str], float](float)
    )


def read_report(lines: Iterable[str]) -> Profile:
    """The table of `perf report --stdio`; of several events, the one with most samples."""
    sections = [_Section()]
    second = False
    for line in lines:
        if counted := _SAMPLES.match(line):
            sections.append(_Section(int(counted[1][:15]) * _SCALE[counted[2]]))
        elif line.startswith("#"):
            # Children counts what a function calls as well, Self does not.
            second = second if "Overhead" not in line else False
            second = second or line.startswith("# Children")
        elif row := _ROW.match(line):
            name = _symbol(line)
            share = row[2] if second else row[1]
            if name and share:
                sections[-1].weights[name, ""] += float(share)
    fullest = max(sections, key=lambda section: (bool(section.weights), section.samples))
    return profile_of("perf report", fullest.weights, 100.0)


def read_script(lines: Iterable[str]) -> Profile:
    """The samples of `perf script`, with or without call chains; of several events, the one
    with most samples.
    """
    events: defaultdict[str, _Section] = defaultdict(_Section)
    for event, period, frame in _samples(lines):
        events[event].samples += 1
        events[event].weights[_function(frame), ""] += period
    sections = events.values()
    fullest = max(sections, key=lambda section: section.samples, default=_Section())
    return profile_of("perf script", fullest.weights)


def _samples(lines: Iterable[str]) -> Iterator[tuple[str, float, str]]:
    """Event, weight and innermost frame of every sample."""
    waiting: tuple[str, float] | None = None
    for line in lines:
        match = SAMPLE.match(line)
        if match is not None:
            waiting = match["event"], float(match["period"] or 1)
            frame = match["frame"]
        else:
            frame = line.strip() if line[:1].isspace() else None
        # Inlined frames belong to the function that they were inlined into, as in a report.
        if waiting and frame and not frame.endswith("(inlined)"):
            yield *waiting, frame
            waiting = None


def _function(frame: str) -> str:
    """`55e7 heat::step+0x1c (/usr/bin/heat)` without what is around the name."""
    name = frame.partition(" ")[2].rpartition(" (")[0]
    return _OFFSET.sub("", name[-100_000:]).strip() or "[unknown]"


def _symbol(line: str) -> str:
    """The name in a row; other columns follow it after two spaces."""
    found = _SYMBOL.search(line)
    return found[1].split("  ")[0].strip() if found else ""
