"""What is timed: sizes, lengths, bytes, and how far the original is from the limit of memory."""

from collections.abc import Iterator, Mapping

from lessonls.core.circumstances import roofline, size
from lessonls.core.errors import WorkloadError
from lessonls.core.lesson import Brief
from lessonls.core.prompts.frames import fenced, one_line
from lessonls.core.wording import duration
from lessonls.core.workload import Workload, evaluate

_MOST_PLACES = 16
_LONGEST_PLACE = 120


def timed(brief: Brief) -> str:
    """The facts in a frame; empty if nothing is known."""
    lines = "\n".join([*_program(brief), *_sizes(brief.workload), *_time(brief)])
    return fenced(lines, "text") if lines else ""


def _program(brief: Brief) -> Iterator[str]:
    """How often the user's program calls the function. Its command stays on the user's machine."""
    program = brief.workload.program if brief.workload is not None else None
    if program is not None:
        calls = f"{program.calls:,} by the user's program, {duration(program.seconds)} each"
        yield f"calls: {calls}; their times decide"
        yield from map(str, program.arguments[:_MOST_PLACES])


def _sizes(workload: Workload | None) -> Iterator[str]:
    if workload is None or workload.program is not None:
        return
    if workload.generator or workload.caller:
        yield "inputs: made by code in the project, not drawn at random"
    sizes = {name: size.timing for name, size in workload.sizes.items()}
    if sizes:
        listed = ", ".join(f"{name} = {number:,}" for name, number in sizes.items())
        yield f"sizes: {listed} (a few percent less in some calls)"
    places = [*_lengths(workload, sizes), *_values(workload, sizes)]
    yield from (one_line(place, _LONGEST_PLACE) for place in places[:_MOST_PLACES])


def _lengths(workload: Workload, sizes: Mapping[str, int]) -> Iterator[str]:
    for path, length in workload.lengths.items():
        try:
            number = f"{evaluate(length, sizes):,}"
        except WorkloadError:
            number = length
        yield f"{path}: {number} elements" + (f" ({length})" if length in sizes else "")


def _values(workload: Workload, sizes: Mapping[str, int]) -> Iterator[str]:
    """What the elements are, but for what follows from sizes."""
    for path, values in workload.timed.values.items():
        inner = values.removeprefix("equal(").removesuffix(")")
        if not values.startswith("equal(") or inner not in sizes:
            yield f"{path} = {values}"


def _time(brief: Brief) -> Iterator[str]:
    known, seconds = brief.circumstances, brief.baseline_seconds
    if seconds <= 0 or (brief.workload is not None and brief.workload.program is not None):
        return
    arguments = f", with arguments of {size(known.nbytes)}" if known.nbytes else ""
    yield f"a call of the original: {duration(seconds)}{arguments}"
    sentence = roofline(known.nbytes, seconds, known.bandwidth)
    if sentence:
        yield f"memory: {sentence}"
