"""Reflexion: one model that reflects on what came of its last tries (Shinn et al., NeurIPS 2023).

Its reflections are the lesson loop's lessons: its own alone, and the last three of them.
"""

from benchmarks.strategies.strategy import Strategy, Team, models
from lessonls.core.options import Selection, Start

_REMEMBERED = 3


def _team(members: Team) -> Team:
    return models(members)[:1]


REFLEXION = Strategy(
    "reflexion",
    "the first model, which sees its last three reflections",
    _team,
    {
        "lessons": _REMEMBERED,
        "selection": Selection.LATEST,
        "carry_over": 0,
        "repair": False,
        "start": Start.ORIGINAL,
    },
    asks_models=True,
)
