"""The team of one run in a campaign: as everywhere, or recorded, or played from a recording."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.campaign.tape import Exchange, PlayedMeter, Player, Recorder, read_tape
from lessonls.agents.llm.member import ModelAgent
from lessonls.agents.roster import OpenTeam, Roster
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.config import Settings
from lessonls.core.target import Mode
from lessonls.ports import Agent, Meter, ReplyCache


@dataclass(frozen=True)
class Tapes:
    """Folders with a tape for each run: what is asked now is written to one, or read from the
    other.
    """

    record: Path | None = None
    replay: Path | None = None

    def check(self, runs: Iterable[str]) -> None:
        """Raises InputError unless there is a whole tape for each of the runs to be played."""
        if self.replay is not None:
            for run in runs:
                read_tape(self.replay / f"{run}.jsonl")


@asynccontextmanager
async def opened_team(
    roster: Roster, mode: Mode, settings: Settings, cache: ReplyCache | None, tapes: Tapes, run: str
) -> AsyncGenerator[OpenTeam]:
    """The agents of one run, which is called `run` among the tapes.

    Raises InputError if there is nothing to be played.
    """
    if tapes.replay is not None and roster.models:
        exchanges = read_tape(tapes.replay / f"{run}.jsonl")
        yield _of_players(roster, mode, exchanges)
        return
    async with roster.opened(mode, settings, cache) as team:
        if tapes.record is not None:
            tapes.record.mkdir(parents=True, exist_ok=True)
            tape = tapes.record / f"{run}.jsonl"
            # Also where nothing is asked in the end; and anew, after a try that was stopped.
            tape.write_bytes(b"")
            agents = [_recorded(agent, team.meter, tape) for agent in team.agents]
            yield OpenTeam(agents, team.meter)
        else:
            yield team


def _recorded(agent: Agent, meter: Meter, tape: Path) -> Agent:
    if not isinstance(agent, ModelAgent):
        return agent
    return agent.through(lambda model: Recorder(agent.name, model, meter, tape))


def _of_players(roster: Roster, mode: Mode, exchanges: Sequence[Exchange]) -> OpenTeam:
    meter = PlayedMeter()
    agents: dict[str, Agent] = {one.name: one for one in SPECIALISTS}
    agents |= {
        name: ModelAgent(name, settings, Player(name, exchanges, meter))
        for name, settings in roster.models.items()
    }
    return OpenTeam([agents[name] for name in roster.in_mode(mode)], meter)
