"""Which lessons the agents see in the next round (LessonL, section 3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, hypot
from operator import mul
from typing import NamedTuple

from lessonls.core.lesson import Lesson
from lessonls.core.options import Selection
from lessonls.core.predicate import NOTHING, Predicate, band, likeness
from lessonls.core.target import Language, Mode, Task, digest
from lessonls.core.verdict import SIGNIFICANT

SIMILARITY_FLOOR = 0.3
"""Below this, a lesson about another function has nothing to say here.

Calibrated on functions of our own tests with the embedder that needs no model: of pairs that
have little to do with each other half are below 0.15 and nine in ten below 0.33; of pairs that
do alike things nearly half are above 0.3.
"""

LIKENESS_FLOOR = 0.75
"""Of predicates: from here on a lesson about another function counts whatever its words."""

Vector = Sequence[float]


def select(
    lessons: Sequence[Lesson],
    k: int,
    source: Vector,
    selection: Selection = Selection.BOTH,
    seed: int = 0,
    floor: float = SIGNIFICANT,
) -> list[Lesson]:
    """Up to `k` lessons of this run: the best first, then the most relevant.

    Up to ceil(k/2) are those with the best score x effectiveness factor where that is at least
    `floor`; the rest are the most similar to `source`, the embedding of the target's code.
    With `k` lessons or fewer, these are all of them. Another `selection` is by one rule alone;
    `lessons` are in the order in which they were learned.
    """
    if selection is not Selection.BOTH:
        return _in_order(lessons, source, selection, seed)[:k]
    by_gain = _in_order(lessons, source, Selection.SPEEDUP, seed)
    fast = [lesson for lesson in by_gain[: ceil(k / 2)] if gain_of(lesson) >= floor]
    chosen = {lesson.id for lesson in fast}
    others = [lesson for lesson in lessons if lesson.id not in chosen]
    relevant = _in_order(others, source, Selection.RELEVANCE, seed)
    return [*fast, *relevant[: k - len(fast)]]


def _in_order(
    lessons: Sequence[Lesson], source: Vector, selection: Selection, seed: int
) -> list[Lesson]:
    """The best first. What is random depends on the seed and on how many lessons there are, so
    that it is another choice in every round.
    """
    if selection is Selection.LATEST:
        return list(reversed(lessons))

    def worth(lesson: Lesson) -> float | str:
        if selection is Selection.SPEEDUP:
            return gain_of(lesson)
        if selection is Selection.RELEVANCE:
            return cosine(lesson.embedding, source)
        return digest(f"{seed} {len(lessons)} {lesson.id}")

    return sorted(lessons, key=worth, reverse=True)


@dataclass(frozen=True)
class Setting:
    """Where lessons are to be used, and on what code; lessons from a different world do not count
    here.
    """

    target_digest: str
    language: Language
    mode: Mode
    compiler: str
    cpu: str
    embedder: str
    predicate: Predicate = NOTHING
    task: Task = Task.OPTIMIZE

    def admits(self, lesson: Lesson) -> bool:
        """Whether the lesson is of another function and from the same world as `world_of` has it:
        same task, language and mode, same make of compiler and processor, and same embedder.
        """
        return lesson.target_digest != self.target_digest and world_of(lesson) == world_of(self)


def world_of(origin: Lesson | Setting) -> tuple[str, ...]:
    """What must be equal for lessons to count: task, language, mode, makes, and embedder."""
    asked = (origin.task.value, origin.language.value, origin.mode.value)
    return *asked, _make(origin.compiler), _make(origin.cpu), origin.embedder


def related(bank: Sequence[Lesson], source: Vector, setting: Setting, most: int) -> list[Lesson]:
    """At most `most` lessons of earlier runs on other functions, the closest first.

    A lesson with a predicate is compared by that; of equally close ones, and of those without,
    the embeddings decide. Of lessons with the same words one is enough.
    """
    found: dict[str, tuple[Closeness, Lesson]] = {}
    for lesson in bank:
        close = closeness(lesson, source, setting)
        if setting.admits(lesson) and close.is_enough:
            rival = found.get(lesson.text)
            if rival is None or close > rival[0]:
                found[lesson.text] = (close, lesson)
    ranked = sorted(found.values(), key=lambda pair: pair[0], reverse=True)
    return [lesson for _, lesson in ranked[:most]]


class Closeness(NamedTuple):
    """How close a lesson is to a function: the likeness of predicates to a quarter, then the
    similarity of embeddings.
    """

    likeness: float
    similarity: float

    @property
    def is_enough(self) -> bool:
        """Whether the lesson has something to say here."""
        return self.likeness >= LIKENESS_FLOOR or self.similarity >= SIMILARITY_FLOOR


def closeness(lesson: Lesson, source: Vector, setting: Setting) -> Closeness:
    """Of a lesson to the function with the vector `source` and the setting's predicate."""
    alike = likeness(lesson.predicate, setting.predicate)
    return Closeness(band(alike), similarity(lesson, source))


def similarity(lesson: Lesson, source: Vector) -> float:
    """How much a lesson has to do with a function, from -1 to 1.

    The mean of two cosines: of the lesson's words, and of the function that it was learned on,
    to the function's code. Where one of them has no vector, the other counts alone.
    """
    vectors = [vector for vector in (lesson.embedding, lesson.source) if any(vector)]
    return sum(cosine(vector, source) for vector in vectors) / max(len(vectors), 1)


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two vectors; 0 where one has no length or they differ in size."""
    if len(one) != len(other):
        return 0.0
    lengths = hypot(*one) * hypot(*other)
    return sum(map(mul, one, other)) / lengths if lengths > 0 else 0.0


def gain_of(lesson: Lesson) -> float:
    """What a lesson's score is worth now."""
    return lesson.score * lesson.factor


def _make(name: str) -> str:
    """`gcc` of `gcc 12.2.0`, `Intel(R)` of `Intel(R) Xeon(R) ...`."""
    return name.split(maxsplit=1)[0] if name.strip() else ""
