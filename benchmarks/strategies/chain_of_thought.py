"""Chain of thought: one model that thinks aloud before it writes (Wei et al., NeurIPS 2022)."""

from benchmarks.strategies.single import Sampler, forgetful
from benchmarks.strategies.strategy import ALONE, Model, Strategy, Team, models, with_more
from lessonls.core.lesson import Brief, Proposal
from lessonls.core.options import Start
from lessonls.core.target import Task

_THINK = {
    Task.OPTIMIZE: """\
Think step by step before you write. First say what the function computes, and how often each of \
its statements runs. Then say where the time goes on this machine. Then list the changes that \
could help, and for each why the results stay the same. Choose, and give the fenced code block \
last.""",
    Task.IMPLEMENT: """\
Think step by step before you write. First say what the function gets and gives back, and go \
through the examples by hand. Then list the cases that are easily missed. Then say how to compute \
it, and check that on the examples. Give the fenced code block last.""",
}


class Thinker(Sampler):
    """A sampler that is asked to think first."""

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._thinks = model

    async def propose(self, brief: Brief) -> Proposal | None:
        """Another sample, with its thoughts before the code. Raises AgentError."""
        blank = forgetful(brief)
        question = await self._thinks.question(blank)
        return await self._thinks.write(with_more(question, _THINK[brief.target.task]), blank)


def _team(members: Team) -> Team:
    return [Thinker(models(members)[0])]


CHAIN_OF_THOUGHT = Strategy(
    "chain-of-thought",
    "the first model, asked anew in each round to think step by step",
    _team,
    {**ALONE, "start": Start.ORIGINAL},
    asks_models=True,
)
