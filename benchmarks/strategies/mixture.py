"""Mixture of Agents: layers of models that see the layer before (Wang et al., ICLR 2025).

Nobody is told a verdict: the last layer, the first model alone, weighs what the others wrote.
"""

import asyncio
from collections.abc import Sequence

from benchmarks.strategies.single import Sampler, forgetful
from benchmarks.strategies.strategy import ALONE, Model, Strategy, Team, models, with_more
from lessonls.core.lesson import Brief, Proposal
from lessonls.core.options import Start
from lessonls.core.prompts.frames import fenced
from lessonls.core.target import Task

_LAYERS = 2
"""Of models that propose, before the one that answers."""

_OTHERS = """\
# What others wrote for this function

Their answers may be wrong{slow}. Weigh them, take what is best in each, and write a better one.

{codes}"""
_SLOW = {Task.OPTIMIZE: " or slow", Task.IMPLEMENT: ""}


class Mixture(Sampler):
    """All models as one agent, called by the first of them."""

    def __init__(self, members: Sequence[Model]) -> None:
        super().__init__(members[0])
        self._members = members

    async def propose(self, brief: Brief) -> Proposal | None:
        """One answer out of all. Raises AgentError."""
        blank = forgetful(brief)
        codes: list[str] = []
        for _ in range(_LAYERS):
            asked = (_written(member, blank, codes) for member in self._members)
            answers = await asyncio.gather(*asked)
            codes = [one.code for one in answers if one is not None and one.code.strip()]
        return await _written(self._members[0], blank, codes)


async def _written(model: Model, brief: Brief, codes: Sequence[str]) -> Proposal | None:
    question = await model.question(brief)
    if codes:
        shown = "\n\n".join(fenced(code, brief.target.language.value) for code in codes)
        question = with_more(question, _OTHERS.format(codes=shown, slow=_SLOW[brief.target.task]))
    return await model.write(question, brief)


def _team(members: Team) -> Team:
    return [Mixture(models(members))]


MIXTURE = Strategy(
    "mixture",
    "all models in layers, each of which sees what the layer before wrote",
    _team,
    {**ALONE, "start": Start.ORIGINAL},
    asks_models=True,
)
