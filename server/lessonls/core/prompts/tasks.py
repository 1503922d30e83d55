"""Which prompts belong to which task."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from lessonls.core.lesson import Attempt, Brief
from lessonls.core.message import Messages
from lessonls.core.prompts.asking import lesson_prompt
from lessonls.core.prompts.implementing import (
    implement_prompt,
    implementation_lesson_prompt,
    repair_implementation_prompt,
)
from lessonls.core.prompts.optimizing import optimize_prompt, repair_prompt
from lessonls.core.target import Task


class Proposing(Protocol):
    """Asks for a candidate."""

    def __call__(self, brief: Brief, *, context: int, share_code: bool) -> Messages: ...


class AboutAttempt(Protocol):
    """Asks about a candidate."""

    def __call__(self, brief: Brief, attempt: Attempt, *, context: int) -> Messages: ...


class Prompts(NamedTuple):
    """What an agent is asked for a candidate, for another try at one, and for its lesson."""

    propose: Proposing
    repair: AboutAttempt
    explain: AboutAttempt


PROMPTS: Mapping[Task, Prompts] = {
    Task.OPTIMIZE: Prompts(optimize_prompt, repair_prompt, lesson_prompt),
    Task.IMPLEMENT: Prompts(
        implement_prompt, repair_implementation_prompt, implementation_lesson_prompt
    ),
}
