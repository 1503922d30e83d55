"""Who is in a team, by name."""

from typing import Any

import pytest

from lessonls.agents.roster import roster_of
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.config import Settings
from lessonls.core.errors import SettingsError
from lessonls.core.target import Mode

MODEL = {"model": "m", "base_url": "http://127.0.0.1:1/v1"}
NAMES = [one.name for one in SPECIALISTS]


def settings(**chosen: Any) -> Settings:
    return Settings.load({"team": "mine", "agents": {"coder": MODEL, "small": MODEL}, **chosen})


def test_the_built_in_team_is_every_specialist():
    """And needs no configuration."""
    assert list(roster_of(Settings()).members) == NAMES
    assert not roster_of(Settings()).models


def test_a_team_has_its_members_in_their_order():
    """Models and specialists may be mixed; `builtin` stands for all specialists."""
    roster = roster_of(settings(teams={"mine": ["small", NAMES[1], "coder"]}))
    assert list(roster.members) == ["small", NAMES[1], "coder"]
    assert list(roster.models) == ["small", "coder"]
    mixed = roster_of(settings(teams={"mine": ["coder", "builtin"]}))
    assert list(mixed.members) == ["coder", *NAMES]


async def test_who_can_do_nothing_in_a_mode_stays_out():
    """A specialist in parallel loops has no place in a run with one thread."""
    chosen = settings(teams={"mine": ["coder", "builtin"]})
    for mode in Mode:
        async with roster_of(chosen).opened(mode, chosen, None) as team:
            able = [one.name for one in SPECIALISTS if mode in one.modes]
            assert [agent.name for agent in team.agents] == ["coder", *able]
            assert team.meter.usage.requests == 0


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ({"team": "dream"}, "Unknown team “dream”. Known teams: builtin, mine"),
        ({"teams": {"mine": ["coder", "codr"]}}, "an unknown member “codr”. Known members: c"),
        ({"teams": {"mine": []}}, "has no members"),
        ({"agents": {NAMES[0]: MODEL}}, f"“{NAMES[0]}” is already the name of a specialist"),
        ({"agents": {"builtin": MODEL}}, "“builtin” is already the name of a specialist"),
    ],
)
def test_an_impossible_team_is_refused(chosen: dict[str, Any], reason: str):
    """With the names that there are."""
    with pytest.raises(SettingsError, match=reason):
        roster_of(settings(**({"teams": {"mine": ["coder"]}} | chosen)))
