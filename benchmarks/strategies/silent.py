"""Agents that are asked for no lessons, which cost requests where nobody sees them."""

from benchmarks.strategies.strategy import Team
from lessonls.core.lesson import Attempt, Brief, Proposal
from lessonls.ports import Agent


class Silent:
    """Implements ports.Agent: another one that writes no lessons."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    @property
    def name(self) -> str:
        """The other's."""
        return self._agent.name

    async def propose(self, brief: Brief) -> Proposal | None:
        """The other's candidate. Raises AgentError."""
        return await self._agent.propose(brief)

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:
        """The other's second try. Raises AgentError."""
        return await self._agent.repair(brief, attempt)

    async def explain(self, brief: Brief, attempt: Attempt) -> str:  # noqa: ARG002
        """Nothing."""
        return ""


def silent(team: Team) -> Team:
    """The same members, none of which writes lessons."""
    return [Silent(agent) for agent in team]
