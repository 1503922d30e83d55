"""Which lesson came from which candidate, and which rounds selected it."""

from dataclasses import dataclass

from lessonls.core.report import LessonReport, OptimizeReport


@dataclass(frozen=True)
class Labelled:
    """A lesson with a short label, unique on the page: `L3`, or `E1` for one of earlier runs.

    `source` is the position of the candidate that taught it, None if that is not in the run.
    `rounds` selected it.
    """

    label: str
    lesson: LessonReport
    source: int | None
    rounds: tuple[int, ...]


def labelled(report: OptimizeReport) -> list[Labelled]:
    """All lessons of a report: those of earlier runs, then those of this run."""
    known = {lesson.id: lesson for lesson in report.lessons}
    own: dict[str, list[int]] = {}
    earlier: dict[str, list[int]] = {}
    for one in report.rounds:
        for name in dict.fromkeys(one.lessons):
            lesson = known.get(name)
            # The bank may give what this run is to find out again later.
            kind = own if lesson is not None and lesson.round < one.round else earlier
            kind.setdefault(name, []).append(one.round)
    sources = _sources(report)
    return [
        *(
            Labelled(f"E{number}", lesson, None, tuple(earlier.get(lesson.id, ())))
            for number, lesson in enumerate(report.remembered, 1)
        ),
        *(
            Labelled(f"L{number}", lesson, source, tuple(own.get(lesson.id, ())))
            for number, (lesson, source) in enumerate(zip(report.lessons, sources, strict=True), 1)
        ),
    ]


def seen(lessons: list[Labelled]) -> dict[int, list[Labelled]]:
    """The lessons that agents saw, by round."""
    found: dict[int, list[Labelled]] = {}
    for one in lessons:
        for number in one.rounds:
            found.setdefault(number, []).append(one)
    return found


def _sources(report: OptimizeReport) -> list[int | None]:
    """For each lesson its author's candidate of that round.

    A second try comes after the first; the speedup tells which of the two the lesson is about.
    """
    last: dict[tuple[str, int], int] = {}
    exact: dict[tuple[str, int, float | None], int] = {}
    for position, one in enumerate(report.candidates):
        last[one.agent, one.round] = position
        exact[one.agent, one.round, one.speedup] = position
    return [
        exact.get((one.agent, one.round, one.speedup), last.get((one.agent, one.round)))
        for one in report.lessons
    ]
