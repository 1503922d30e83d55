"""The composition root: which adapters and agents stand behind the ports.

This is the only place that knows them all; everybody else gets `Services`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lessonls.adapters.compile_commands import CompileCommands
from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.hashing_embedder import HashingEmbedder
from lessonls.adapters.judge.client import ProcessJudge
from lessonls.adapters.lenient_bank import LenientBank
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.adapters.workload_files import read_workload
from lessonls.agents.specialists.team import builtin_team
from lessonls.config import Settings, data_directory
from lessonls.core.errors import SettingsError
from lessonls.core.options import Options
from lessonls.core.target import Mode
from lessonls.fakes import MemoryBank
from lessonls.ports import Agent, Embedder, Judge, LessonBank, TargetFinder

Warn = Callable[[str], None]
TeamFor = Callable[[Mode], Sequence[Agent]]

TEAMS: Mapping[str, TeamFor] = {"builtin": builtin_team}


@dataclass(frozen=True)
class Services:
    """Everything that one configuration gives."""

    finder: TargetFinder
    team_for: TeamFor
    judge: Judge
    bank: LessonBank
    embedder: Embedder
    options: Options


def compose(settings: Settings, warn: Warn) -> Services:
    """The services that the settings ask for; `warn` gets a sentence for what is weaker.

    Raises SettingsError for a team that there is not.
    """
    return Services(
        finder=TreeSitterFinder(CompileCommands(settings.compile_commands)),
        team_for=team_for(settings.team),
        judge=ProcessJudge(read_workload, settings.seed, settings.aliasing),
        bank=LenientBank(user_bank(), MemoryBank(), warn),
        embedder=HashingEmbedder(),
        options=settings.options,
    )


def team_for(name: str) -> TeamFor:
    """The team of that name, by mode; raises SettingsError with the names that there are."""
    if name not in TEAMS:
        known = ", ".join(sorted(TEAMS))
        raise SettingsError(f"there is no team “{name}”; the teams are: {known}.")
    return TEAMS[name]


def user_bank() -> DiskBank:
    """The user's lesson bank. What is wrong with it shows when it is used."""
    return DiskBank(data_directory())
