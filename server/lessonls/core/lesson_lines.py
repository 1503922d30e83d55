"""Lessons as JSON Lines, to be read, versioned and passed on."""

from collections.abc import Sequence

from pydantic import ValidationError

from lessonls.core.errors import BankError
from lessonls.core.lesson import LESSON_SCHEMA, LONGEST_TEXT, Lesson

_EARLIER = (1, 2)
"""Schemas before code, project, source and imported were kept, and before predicate, diff, flags
and trials were; uses were counted as helpful or harmful without a run to compare with.
"""


_FASTEST = 1e6
"""A speedup that is believed."""


def to_json_lines(lessons: Sequence[Lesson]) -> str:
    """One lesson a line."""
    return "".join(lesson.model_dump_json() + "\n" for lesson in lessons)


def from_json_lines(text: str, where: str) -> list[Lesson]:
    """The lessons of a file that `where` names; BankError for the first line that is none."""
    lessons: list[Lesson] = []
    # Not splitlines: a lesson may hold other line ends, which JSON does not escape.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lessons.append(_lesson(line, f"{where}, line {number}"))
    return lessons


def lesson_of(text: str) -> Lesson | None:
    """The lesson that a JSON text holds, in today's schema; None for a schema that is unknown.

    Raises pydantic's ValidationError where the text is no lesson. Lessons of earlier schemas lack
    fields that have a meaning when they are empty (the code was not kept, nobody computed the
    predicate), and their record of help and harm starts anew.
    """
    lesson = Lesson.model_validate_json(text)
    if lesson.schema_version in _EARLIER:
        anew = {"schema_version": LESSON_SCHEMA, "helpful": 0, "harmful": 0}
        return lesson.model_copy(update=anew)
    return lesson if lesson.schema_version == LESSON_SCHEMA else None


def as_imported(lesson: Lesson) -> Lesson:
    """A lesson from elsewhere as it may be banked: its words, and what was measured.

    Its record is of other runs and its vectors may say anything: both start anew. Code of
    others is not kept, as a rewrite or as a diff. Of its predicate only what a function of the
    user has as well is ever shown.
    """
    return lesson.model_copy(
        update={
            "imported": True,
            "code": "",
            "diff": "",
            "factor": 1.0,
            "times_used": 0,
            "helpful": 0,
            "harmful": 0,
            "tied": 0,
            "half": None,
            "embedder": "",
            "embedding": (),
            "source": (),
        }
    )


def _lesson(line: str, place: str) -> Lesson:
    try:
        lesson = lesson_of(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        raise BankError(
            f"{place} is not a lesson ({field}: {first['msg']}); nothing was imported."
        ) from error
    if lesson is None:
        raise BankError(f"{place} has an unknown schema version; nothing was imported.")
    said = lesson.model_dump(exclude={"code", "diff"}).values()
    if max(len(value) for value in said if isinstance(value, str)) > LONGEST_TEXT:
        raise BankError(f"{place} is longer than {LONGEST_TEXT} characters; nothing was imported.")
    if not 0 <= (lesson.speedup or 0.0) <= _FASTEST:
        raise BankError(f"{place} has an implausible speedup; nothing was imported.")
    return lesson
