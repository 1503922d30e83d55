"""Reflexion: one model that reflects on what came of its last tries (Shinn et al., NeurIPS 2023).

Each try begins from the one before it, with what was said against that. Its reflections are the
lesson loop's lessons: its own alone, and the last three of them.
"""

from benchmarks.strategies.single import Sampler
from benchmarks.strategies.strategy import Model, Strategy, Team, judged, models, with_more
from lessonls.core.lesson import Attempt, Brief, Proposal
from lessonls.core.options import Selection, Start
from lessonls.core.prompts.frames import fenced

_REMEMBERED = 3

_LAST = """\
# Your last try

{code}

It was judged: {verdict}

Write a better one. Begin from this try where that is a way, and keep to what you learned."""


class Reflector(Sampler):
    """Goes on from its own last try, whatever came of it."""

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._reflects = model

    async def propose(self, brief: Brief) -> Proposal | None:
        """The last try, made better. Raises AgentError."""
        question = await self._reflects.question(brief)
        if brief.attempts and brief.attempts[-1].code.strip():
            last = brief.attempts[-1]
            code = fenced(last.code, brief.target.language.value)
            question = with_more(question, _LAST.format(code=code, verdict=judged(last)))
        return await self._reflects.write(question, _from_last(brief))

    async def explain(self, brief: Brief, attempt: Attempt) -> str:
        """The reflection: what the try changed for better or worse. Raises AgentError."""
        return await self._reflects.explain(_from_last(brief), attempt)


def _from_last(brief: Brief) -> Brief:
    """The brief of somebody who is to improve the last try."""
    code = brief.attempts[-1].code if brief.attempts else ""
    return brief.model_copy(update={"start": code}) if code.strip() else brief


def _team(members: Team) -> Team:
    return [Reflector(models(members)[0])]


REFLEXION = Strategy(
    "reflexion",
    "the first model, which goes on from its last try with its last three reflections",
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
