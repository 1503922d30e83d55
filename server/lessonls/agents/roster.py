"""Who is in a team: built-in specialists and the user's models, by name."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from lessonls.agents.llm.team import open_team
from lessonls.agents.specialists.specialist import Specialist
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.config import ModelSettings, Settings
from lessonls.core.errors import SettingsError
from lessonls.core.target import Mode
from lessonls.ports import Agent, Meter, ReplyCache

BUILTIN = "builtin"
"""The team of all specialists; as a member it stands for each of them."""


@dataclass(frozen=True)
class OpenTeam:
    """Implements ports.Team."""

    agents: Sequence[Agent]
    meter: Meter


@dataclass(frozen=True)
class Roster:
    """A team before its run: its members in their order, by name."""

    name: str
    members: Mapping[str, Specialist | ModelSettings]

    @property
    def models(self) -> Mapping[str, ModelSettings]:
        """The members that are models."""
        return {name: one for name, one in self.members.items() if isinstance(one, ModelSettings)}

    def in_mode(self, mode: Mode) -> Sequence[str]:
        """The names of the members that can do something in `mode`."""
        return [
            name
            for name, one in self.members.items()
            if isinstance(one, ModelSettings) or mode in one.modes
        ]

    @asynccontextmanager
    async def opened(
        self, mode: Mode, settings: Settings, cache: ReplyCache | None
    ) -> AsyncGenerator[OpenTeam]:
        """The team for one run. Leaving closes every connection of its models."""
        opening = open_team(
            self.models,
            settings.budget,
            cache,
            cache_always=settings.cache,
            share_code=settings.share_code_across_projects,
        )
        async with opening as (models, meter):
            agents: dict[str, Agent] = {one.name: one for one in SPECIALISTS}
            agents |= {one.name: one for one in models}
            yield OpenTeam([agents[name] for name in self.in_mode(mode)], meter)


def roster_of(settings: Settings) -> Roster:
    """The team that the settings choose. Raises SettingsError with the known names."""
    teams = {BUILTIN: (BUILTIN,), **settings.teams}
    if settings.team not in teams:
        known = ", ".join(sorted(teams))
        raise SettingsError(f"Unknown team “{settings.team}”. Known teams: {known}.")
    specialists = {one.name: one for one in SPECIALISTS}
    if taken := sorted({BUILTIN, *specialists} & settings.agents.keys()):
        raise SettingsError(f"“{taken[0]}” is already the name of a specialist: rename your agent.")
    members: dict[str, Specialist | ModelSettings] = {}
    for name in teams[settings.team]:
        if name == BUILTIN:
            members |= specialists
        elif name in specialists or name in settings.agents:
            members[name] = specialists.get(name) or settings.agents[name]
        else:
            known = ", ".join([*sorted(settings.agents), BUILTIN, *specialists])
            raise SettingsError(
                f"Team “{settings.team}” lists an unknown member “{name}”. Known members: {known}."
            )
    if not members:
        raise SettingsError(f"The team “{settings.team}” has no members.")
    _check_prices(members, settings.cost)
    return Roster(settings.team, members)


def _check_prices(members: Mapping[str, Specialist | ModelSettings], cost: float | None) -> None:
    """A cost limit that is never reached would be worse than none."""
    for name, one in members.items() if cost is not None else ():
        if isinstance(one, ModelSettings) and None in (one.prompt_price, one.completion_price):
            raise SettingsError(
                f"A cost limit needs prices for “{name}”: set prompt_price and completion_price (0 "
                "for a model that you run yourself)."
            )
