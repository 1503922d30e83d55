"""Workloads at other scales: how much memory they are made of, and whether they still hold.

What experiments have found with a few small sizes must also hold for larger ones, else a
length is a coincidence, and the function reads past its end.
"""

from collections.abc import Iterator, Mapping

from lessonls.adapters.judge.inference.bounds import ANY
from lessonls.adapters.judge.inference.draft import Draft
from lessonls.adapters.judge.inference.probe import Trial
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import evaluate

_SCALES = (31, 101, 257, 1021)
_MOST_ELEMENTS = 1 << 20
_SECONDS, _ENOUGH_SECONDS = 0.5, 0.01
_CALMER = ("integer(0, 100)", "integer(0, 6)", "choice(-1, 1)", "integer(0, 1)")
"""What integers may be where sums or products of others do not fit their type."""


def elements(lengths: Mapping[str, str], sizes: Mapping[str, int]) -> int:
    """How many elements all lists have together; nothing is made of them."""
    total = 0
    for path in lengths:
        owners = [path[: at + 2] for at in range(len(path)) if path.startswith("[]", at)]
        count = 1
        for owner in (*(owner.removesuffix("[]") for owner in owners), path):
            count *= _length(lengths.get(owner, "1"), sizes)
        total += count
    return total


def _length(text: str, sizes: Mapping[str, int]) -> int:
    if text.startswith("random("):
        text = text.removeprefix("random(").removesuffix(")").rpartition(",")[2]
    return max(evaluate(text, sizes), 0)


def check_larger(subject: Subject, draft: Draft) -> Draft:
    """Raises WorkloadError if the function leaves its lists with larger sizes.

    Of several orders of sizes only one needs to pass the sanitizers: some functions want the first
    to be the largest, and checks leave out what does not pass the sanitizers. Where lists seemed to
    need just so many elements, they are as long as another one if that passes the sanitizers.
    """
    problem = _problem_of_larger(subject, draft)
    if not problem:
        return draft
    longer = (draft.with_lengths(lengths) for lengths in _as_long_as_others(subject, draft))
    for attempt in longer:
        if not _problem_of_larger(subject, attempt):
            return attempt
    raise WorkloadError(
        f"no lengths were found with which {subject.function} passes the sanitizers on larger sizes"
        f" ({problem})."
    )


def _problem_of_larger(subject: Subject, draft: Draft) -> str:
    for scale in _SCALES if draft.numbers else ():
        trial = Trial()
        for numbers in _larger(draft, scale):
            if elements(draft.lengths, numbers) > _MOST_ELEMENTS:
                return ""
            trial = subject.probe.trial(draft.lengths, draft.values, numbers, limit=_SECONDS)
            if not trial.touched_other_memory:
                break
        else:
            return trial.problem
        if trial.late or trial.seconds > _ENOUGH_SECONDS:
            break
    return ""


def _as_long_as_others(subject: Subject, draft: Draft) -> Iterator[dict[str, str]]:
    """For lists of a fixed length, each of the lengths that others have."""
    fixed = [path for path in subject.found.lists if draft.lengths[path].isdigit()]
    sized = [length for length in draft.lengths.values() if length in draft.numbers]
    for length in dict.fromkeys(sized if fixed else ()):
        yield dict.fromkeys(fixed, length)


def stay_in_range(subject: Subject, draft: Draft) -> Draft:
    """Gives timed calls other integers where, with larger sizes, sums or products of the
    usual ones do not fit their type: shortest ways become shorter and shorter round a circle
    of negative length.
    """
    free = [
        path
        for path in subject.found.integer_elements()
        if draft.values[path] in ANY and path not in draft.timing
    ]
    for scale in _SCALES if free and draft.numbers else ():
        numbers = next(_larger(draft, scale))
        if elements(draft.lengths, numbers) > _MOST_ELEMENTS:
            return draft
        calmer = [draft.timing, *({**draft.timing, **dict.fromkeys(free, d)} for d in _CALMER)]
        for timing in calmer:
            values = {**draft.values, **timing}
            trial = subject.probe.trial(draft.lengths, values, numbers, limit=_SECONDS)
            if trial.late:
                return draft
            if not trial.out_of_range:
                draft = draft.with_timing(timing)
                break
    return draft


def _larger(draft: Draft, scale: int) -> Iterator[Mapping[str, int]]:
    """All alike, growing, falling."""
    names = list(draft.numbers)
    if any(size.power_of_two for size in draft.sizes.values()):
        yield dict.fromkeys(names, 1 << scale.bit_length())
        return
    yield dict.fromkeys(names, scale)
    if len(names) > 1:
        for ordered in (names, names[::-1]):
            yield {name: scale + 3 * index for index, name in enumerate(ordered)}
