"""The original compared with itself: which calls the program makes, and which of them can be
judged.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from lessonls.adapters.judge.replay.naming import told
from lessonls.adapters.judge.replay.sampling import Compared, compared
from lessonls.adapters.judge.replay.schedule import growing
from lessonls.adapters.judge.replay.workshop import Watched, Workshop
from lessonls.core.errors import WorkloadError
from lessonls.core.program import Program
from lessonls.core.target import Target
from lessonls_sandbox.replay.gate import NEVER, Sample, Variant

SAMPLES = 60
CALL_SECONDS = 10.0
_SAMPLING_SECONDS = 20.0
WATCHED_SECONDS = 30.0
"""Calls that a program makes later than that are not looked at."""
_TIMED_CALLS = 3
_LONGEST = 200


@dataclass(frozen=True)
class Calls:
    """So many calls the program makes, at least where it did not come to its end; `usable` are
    those that were looked at and can be judged, and `costly` the numbers of a few that stand for
    where the time goes.
    """

    number: int
    usable: Sequence[Compared]
    costly: tuple[int, ...]
    ended: bool


def first_look(workshop: Workshop, target: Target, program: Program, limit: float) -> Calls:
    """Runs the program once, for `limit` seconds at most, and not for long. Raises WorkloadError
    if none of its calls are of use, with the reason.
    """
    found: list[Compared] = []
    deadline = time.monotonic() + _SAMPLING_SECONDS

    def look(sample: Sample) -> int:
        found.append(told(sample, compared(sample, CALL_SECONDS, Variant.ORIGINAL)))
        enough = len(found) >= SAMPLES or time.monotonic() > deadline
        return NEVER if enough else growing(sample.number)

    seen = workshop.watch(1, min(limit, WATCHED_SECONDS), look)
    problem = _ended_badly(seen, found, target, program) or _useless(found, target, program)
    if problem:
        raise WorkloadError(problem)
    usable = [one for one in found if one.equal]
    number = max(seen.calls, found[-1].call)
    return Calls(number, usable, _costly(usable), ended=seen.status is not None)


def _ended_badly(seen: Watched, found: Sequence[Compared], target: Target, program: Program) -> str:
    """Why there were no calls, if there were none."""
    command = program.run
    last = (seen.said.strip().splitlines() or [""])[-1][:_LONGEST]
    if seen.status is None and not found:
        return (
            f"“{command}” did not call {target.qualified_name} within {seen.seconds:.0f} s: use"
            " a smaller input."
        )
    if seen.status and not found:
        return f"“{command}” fails with exit code {seen.status}: {last}"
    if not seen.joined:
        return (
            f"no program that “{command}” starts was built from {target.path.name} here: set its"
            " build command with --build."
        )
    if not found:
        return f"“{command}” never calls {target.qualified_name}: use a command that does."
    return ""


def _useless(found: Sequence[Compared], target: Target, program: Program) -> str:
    """Why no call can judge a rewrite, if none can."""
    name = target.qualified_name
    usable = [one for one in found if not one.unusable]
    if not usable:
        return (
            f"no call of {name} can be repeated in a copy of the program: the function"
            f" {found[0].unusable}."
        )
    strange = next((one for one in usable if not one.equal), None)
    if strange is not None:
        return (
            f"{name} is nondeterministic (call {strange.call} of “{program.run}”):"
            f" {strange.difference or strange.failure}."
        )
    if not any(one.changed for one in usable):
        return f"no call of {name} that “{program.run}” makes changed anything."
    return ""


def _costly(usable: Sequence[Compared]) -> tuple[int, ...]:
    """Calls at the quarters of all the time that was seen."""
    ordered = sorted((one for one in usable if one.changed), key=lambda one: one.seconds)
    total, spent, found = sum(one.seconds for one in ordered), 0.0, list[int]()
    for one in ordered:
        spent += one.seconds
        while len(found) < _TIMED_CALLS and spent >= total * (len(found) + 1) / (_TIMED_CALLS + 1):
            found.append(one.call)
    return tuple(sorted(set(found)))
