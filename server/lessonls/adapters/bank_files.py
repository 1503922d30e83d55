"""Lessons as JSON Lines, to be read, versioned and passed on."""

from collections.abc import Sequence

from pydantic import ValidationError

from lessonls.core.errors import BankError
from lessonls.core.lesson import LESSON_SCHEMA, LONGEST_TEXT, Lesson


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


def _lesson(line: str, place: str) -> Lesson:
    try:
        lesson = Lesson.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        raise BankError(
            f"{place} is not a lesson ({field}: {first['msg']}); nothing was imported."
        ) from error
    if lesson.schema_version != LESSON_SCHEMA:
        raise BankError(f"{place} has schema {lesson.schema_version}; nothing was imported.")
    if len(lesson.text) > LONGEST_TEXT:
        raise BankError(f"{place} is longer than {LONGEST_TEXT} characters; nothing was imported.")
    return lesson
