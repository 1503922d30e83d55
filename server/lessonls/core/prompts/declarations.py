"""What is declared and a function uses, as a section of a prompt."""

from collections.abc import Sequence

from lessonls.core.prompts.budget import Part, Section, Worth
from lessonls.core.prompts.frames import fenced
from lessonls.core.reading.surroundings import Declaration
from lessonls.core.target import Language


def declarations(declared: Sequence[Declaration], language: Language) -> Section:
    """All of them in one frame; those that are used least directly go first where it is full."""
    parts = (Part(d.text, Worth.SURROUNDING, d.depth) for d in declared)
    title = (
        "# What the file and the project's headers declare and the function uses (do not repeat "
        "it; their other declarations are available too)"
    )
    return Section(title, tuple(parts), lambda texts: fenced("\n".join(texts), language.value))
