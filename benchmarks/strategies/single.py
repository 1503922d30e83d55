"""One model on its own: as many independent answers as there are rounds."""

from benchmarks.strategies.strategy import ALONE, Model, Strategy, Team, models
from lessonls.core.lesson import Attempt, Brief, Proposal
from lessonls.core.options import Start


class Sampler:
    """Implements ports.Agent: knows nothing of what it said before. Wraps a model."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    async def propose(self, brief: Brief) -> Proposal | None:
        """Another sample. Raises AgentError."""
        return await self._model.propose(forgetful(brief))

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:
        """Never asked."""
        return await self._model.repair(forgetful(brief), attempt)

    async def explain(self, brief: Brief, attempt: Attempt) -> str:  # noqa: ARG002
        """Nobody learns."""
        return ""


def forgetful(brief: Brief) -> Brief:
    """The brief of a first round, whatever was tried since; another seed for another answer."""
    update = {"attempts": (), "lessons": (), "seed": brief.seed + brief.round}
    return brief.model_copy(update=update)


def _team(members: Team) -> Team:
    return [Sampler(models(members)[0])]


SINGLE = Strategy(
    "single",
    "the first model, asked anew in each round",
    _team,
    {**ALONE, "start": Start.ORIGINAL},
    asks_models=True,
)
