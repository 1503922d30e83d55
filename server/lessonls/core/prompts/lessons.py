"""Lessons in a prompt: first those about the same function, then others and why they are shown."""

from collections.abc import Iterator, Sequence

from lessonls.core.lesson import Brief, Lesson
from lessonls.core.prompts import facts
from lessonls.core.prompts.budget import Part, Section, Worth
from lessonls.core.target import Target
from lessonls.core.verdict import Outcome

_SAME_LESSON = 0.6
"""The share of common words from which on two lessons say the same."""


def lessons(brief: Brief, title: str, *, share_code: bool) -> Iterator[Section]:
    """The lessons of a brief, with `title` above those about its function. `share_code` allows to
    quote code of other projects as examples.
    """
    own = [found for found in brief.lessons if _is_about(found, brief.target)]
    others = [found for found in brief.lessons if not _is_about(found, brief.target)]
    yield _listed(title, own, brief, share_code=share_code)
    title = "# Lessons from other functions, which may or may not apply here"
    yield _listed(title, others, brief, share_code=share_code)


def _is_about(lesson: Lesson, target: Target) -> bool:
    return lesson.target_digest == target.digest


def _listed(title: str, found: Sequence[Lesson], brief: Brief, *, share_code: bool) -> Section:
    parts = list[Part]()
    for lesson in _once(found):
        text = facts.lesson_text(lesson, brief.target)
        if not _is_about(lesson, brief.target):
            text += f"\n{facts.why_shown(lesson, brief)}"
        parts.append(Part(text, Worth.LESSON))
        code = facts.example(lesson, brief, share_code=share_code)
        parts += [Part(code, Worth.EXAMPLE)] if code else []
    return Section(title, tuple(parts))


def _once(found: Sequence[Lesson]) -> Iterator[Lesson]:
    """Without those that say of the same outcome what an earlier one has said already."""
    said: list[tuple[Outcome, set[str]]] = []
    for lesson in found:
        words = set(lesson.text.lower().split())
        if not any(
            outcome is lesson.outcome and len(words & other) >= _SAME_LESSON * len(words | other)
            for outcome, other in said
        ):
            said.append((lesson.outcome, words))
            yield lesson
