"""How much a lesson is worth within a run after it was used: its factor (LessonL, section 3.3)."""

from collections.abc import Sequence

from lessonls.core.lesson import Lesson
from lessonls.core.options import FactorPolicy

ENCOURAGE = 1.1
DISCOURAGE = 0.9


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


def after_round(lesson: Lesson, scores: Sequence[float], policy: FactorPolicy) -> Lesson:
    """`lesson` after a round in which it was shown. `scores` are the agents' new speedups, 0 for a
    rejected candidate.
    """
    if not scores:
        return lesson
    return lesson.model_copy(
        update={
            "factor": updated_factor(lesson.factor, lesson.speedup or 0.0, scores, policy),
            "times_used": lesson.times_used + 1,
        }
    )
