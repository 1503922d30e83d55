"""Numbers and verdicts in words, the same in every view."""

import unicodedata

from lessonls.core import wording
from lessonls.core.events import BaselineReady
from lessonls.core.lesson import Attempt
from lessonls.core.unit_tests import counted
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls.core.workload import Workload

_HARMLESS = "\n\t\u200c\u200d"
_UNSEEN = ("Cc", "Cf")
"""Control characters, and those that only format: directions of writing, invisible tags."""


def printable(text: str) -> str:
    """`text` without characters that steer a terminal, hide or turn others round; code and
    lessons come from anywhere.
    """
    return "".join(
        "\ufffd" if letter not in _HARMLESS and unicodedata.category(letter) in _UNSEEN else letter
        for letter in text.replace("\r\n", "\n")
    )


BUSY = wording.BUSY
count = wording.count
duration = wording.duration
factor = wording.factor
interval = wording.interval


def speed(speedup: float | None, bounds: tuple[float, float] | None) -> str:
    """A correct candidate's speed: `3.42x speedup (95% CI 3.30 to 3.55)`."""
    return "not timed" if speedup is None else wording.measured(speedup, bounds)


def verdict_line(verdict: Verdict) -> str:
    """One line on a candidate: what it is, and why or how fast."""
    kind = kind_name(verdict.kind)
    rest = verdict.reason
    if verdict.kind is VerdictKind.CORRECT and (verdict.tests or verdict.speedup is not None):
        rest = verdict.claim if verdict.tests else speed(verdict.speedup, verdict.interval)
    return first_line(f"{kind}: {rest}" if rest else kind)


def kind_name(kind: VerdictKind) -> str:
    """The verdict as words: `not compilable`."""
    return kind.value.replace("_", " ")


def first_line(text: str, most: int = 160) -> str:
    """The first line of `text`, shortened to `most` characters."""
    lines = printable(text).strip().splitlines()
    line = lines[0] if lines else ""
    return line if len(line) <= most else line[: most - 1] + "…"


def inputs(workload: Workload) -> str:
    """The sizes that timing uses, on one line."""
    if workload.program is not None:
        return f"as {workload.program.command} has them"
    if not workload.sizes:
        return "of fixed size"
    return ", ".join(f"{name} = {size.timing}" for name, size in workload.sizes.items())


def baseline(event: BaselineReady) -> str:
    """What candidates are compared with, without a full stop."""
    if event.workload.tests:
        return f"{counted(len(event.workload.tests))} to pass"
    taken = duration(event.baseline_seconds)
    return f"the original takes {taken} per call with inputs {inputs(event.workload)}"


def again(verdict: Verdict) -> str:
    """What is done with a candidate before it is claimed."""
    return "testing the best again" if verdict.tests else "timing the best again"


def best_of(attempts: list[Attempt]) -> Attempt | None:
    """The best attempt that is worth offering."""
    better = [attempt for attempt in attempts if attempt.verdict.better]
    return max(better, key=lambda attempt: attempt.verdict.score, default=None)
