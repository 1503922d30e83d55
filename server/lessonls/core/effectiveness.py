"""How much a lesson is worth after it was used: its factor, and its record over all runs."""

from collections.abc import Sequence

from lessonls.core.lesson import Lesson
from lessonls.core.options import FactorPolicy

ENCOURAGE = 1.1
DISCOURAGE = 0.9

UNPROVEN = 0.8
"""Trust in an imported lesson that has not helped yet."""

SPENT = 0.3
"""Trust below which a lesson is forgotten."""


def updated_factor(
    factor: float, own: float, scores: Sequence[float], policy: FactorPolicy
) -> float:
    """The factor of a lesson with speedup `own` after agents who saw it reached `scores`.

    The evidence is the mean over the agents of 1.1 where the agent beat the lesson's own
    speedup, else 0.9. A round without candidates says nothing.
    """
    if not scores or policy is FactorPolicy.NONE:
        return factor
    evidence = sum(ENCOURAGE if score > own else DISCOURAGE for score in scores) / len(scores)
    return evidence if policy is FactorPolicy.REPLACE else factor * evidence


def after_round(
    lesson: Lesson, scores: Sequence[float], best: float, policy: FactorPolicy
) -> Lesson:
    """`lesson` after a round in which it was used.

    `scores` are the agents' new speedups (0 for a rejected candidate), `best` the best
    before the round, at least 1. The use was helpful when the round set a new best, and
    harmful when nothing in it was even as fast as the original; most are neither.
    """
    if not scores:
        return lesson
    top = max(scores)
    return lesson.model_copy(
        update={
            "factor": updated_factor(lesson.factor, lesson.speedup or 0.0, scores, policy),
            "times_used": lesson.times_used + 1,
            "helpful": lesson.helpful + (top > best),
            "harmful": lesson.harmful + (top < 1.0),
        }
    )


def trust(lesson: Lesson) -> float:
    """From 1 down towards 0 as a lesson proves harmful more often than helpful.

    Two imagined helpful uses make the demotion gentle: one bad use gives 0.67, two give 0.5.
    A lesson from somebody else's bank counts for less until it has helped here once.
    """
    earned = (lesson.helpful + 2) / (lesson.helpful + lesson.harmful + 2)
    return earned * UNPROVEN if lesson.imported and not lesson.helpful else earned


def is_spent(lesson: Lesson) -> bool:
    """Whether a lesson has proved harmful so often that the bank forgets it.

    Five bad uses without a good one; every good one excuses more than two bad ones. Where a
    lesson comes from does not matter.
    """
    return trust(lesson.model_copy(update={"imported": False})) < SPENT
