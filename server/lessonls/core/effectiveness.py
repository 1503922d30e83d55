"""How much a lesson is worth within a run after it was used: its factor (LessonL, section 3.3)."""

from collections.abc import Sequence

from lessonls.core.lesson import Lesson
from lessonls.core.options import FactorPolicy

ENCOURAGE = 1.1
DISCOURAGE = 0.9


def updated_factor(
    factor: float, own: float, scores: Sequence[float], policy: FactorPolicy
) -> float:
    """The factor of a lesson with score `own` after agents who saw it reached `scores`.

    The evidence is the mean over the agents of 1.1 where the agent beat the lesson's own
    score, else 0.9. A round without candidates says nothing.
    """
    if not scores or policy is FactorPolicy.NONE:
        return factor
    evidence = sum(ENCOURAGE if score > own else DISCOURAGE for score in scores) / len(scores)
    return evidence if policy is FactorPolicy.REPLACE else factor * evidence


def after_round(lesson: Lesson, scores: Sequence[float], policy: FactorPolicy) -> Lesson:
    """`lesson` after a round in which it was shown. `scores` are those of the agents' new
    candidates, 0 for a rejected one.
    """
    if not scores:
        return lesson
    return lesson.model_copy(
        update={
            "factor": updated_factor(lesson.factor, lesson.score, scores, policy),
            "times_used": lesson.times_used + 1,
        }
    )
