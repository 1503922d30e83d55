"""What a campaign is made of: problems, a method, and a manifest of both."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.campaign.folder import Manifest, Setup
from benchmarks.campaign.record import file_name
from benchmarks.campaign.solving import JudgeFor, Method
from benchmarks.campaign.teams import Tapes, opened_team
from benchmarks.campaign.writing import Work
from benchmarks.problems import Subject
from benchmarks.strategies.strategy import Strategy
from lessonls.adapters.disk_bank import DiskBank
from lessonls.agents.roster import Roster, roster_of
from lessonls.composition import described, embedder_of, judge_of
from lessonls.config import Settings
from lessonls.core.errors import InputError, SettingsError
from lessonls.core.machine import Machine
from lessonls.core.target import Target, Task
from lessonls.fakes import MemoryBank
from lessonls.ports import Judge, LessonBank, Team, undescribed

Problems = Mapping[str, Subject]
"""By `suite/name`."""
_TEAM = "campaign"
_NO_TAPES = Tapes()


def problems_of(subjects: Sequence[Subject]) -> Problems:
    """The subjects by their names. Raises InputError for none, and for two whose results would be
    written into one file.
    """
    if not subjects:
        raise InputError("There is no such problem: see --data and --only.")
    found: dict[str, Subject] = {}
    files: set[str] = set()
    for one in subjects:
        file = file_name(one.suite, one.name, 0)
        if file in files:
            raise InputError(f"Two problems of {one.suite} are called {one.name}: rename one.")
        files.add(file)
        found[f"{one.suite}/{one.name}"] = one
    return found


def runs_of(problems: Problems, repetitions: int) -> list[str]:
    """What the runs are called, and their files."""
    return [
        file_name(one.suite, one.name, number)
        for one in problems.values()
        for number in range(repetitions)
    ]


def roster_for(strategy: Strategy, settings: Settings) -> Roster:
    """The user's team, with the members that the strategy brings. Raises SettingsError for one
    without a model where the strategy asks models.
    """
    roster = roster_of(settings)
    if strategy.asks_models and not roster.models:
        raise SettingsError(
            f"The strategy “{strategy.name}” asks models, and there is none in the team"
            f" “{roster.name}”: choose a team with models."
        )
    if not strategy.members:
        return roster
    names = dict.fromkeys([*roster.members, *strategy.members])
    return roster_of(with_team(settings, tuple(names)))


def with_team(settings: Settings, members: Sequence[str]) -> Settings:
    """The settings with a team of these members."""
    teams = {**settings.teams, _TEAM: tuple(members)}
    return settings.model_copy(update={"team": _TEAM, "teams": teams})


def method_of(
    strategy: Strategy,
    settings: Settings,
    *,
    warn: Callable[[str], None],
    bank: Path | None = None,
    tapes: Tapes = _NO_TAPES,
    work: Work | None = None,
) -> Method:
    """How this strategy solves problems here. Raises SettingsError for a team that cannot do it.

    Without a folder for a `bank`, every run begins with an empty one. `work` is what there is to
    do where functions are written.
    """
    roster = roster_for(strategy, settings)
    embedder = embedder_of(settings, warn)

    def team_for(run: str) -> AbstractAsyncContextManager[Team]:
        return opened_team(roster, settings.mode, settings, None, tapes, run)

    def bank_for() -> LessonBank:
        return MemoryBank() if bank is None else DiskBank(bank, embedder)

    return Method(
        strategy=strategy,
        mode=settings.mode,
        options=settings.options,
        team_for=team_for,
        judge_for=_always(judge_of(settings)) if work is None else work.judge_for,
        embedder=embedder,
        bank_for=bank_for,
        describe=described if work is None else undescribed,
        grader=None if work is None else work.grader,
    )


def _always(judge: Judge) -> JudgeFor:
    return lambda _, timed: timed(judge)


def setup_of(
    strategy: Strategy,
    settings: Settings,
    problems: Problems,
    repetitions: int,
    bank: Path | None = None,
    task: Task = Task.OPTIMIZE,
) -> Setup:
    """What would be done. Raises LessonlsError for a problem that has no target."""
    roster = roster_for(strategy, settings)
    return Setup(
        strategy=strategy.name,
        team=tuple(roster.in_mode(settings.mode)),
        mode=settings.mode,
        options=strategy.options(settings.options),
        repetitions=repetitions,
        problems=tuple(problems),
        digests=tuple(_target(subject).digest for subject in problems.values()),
        bank="" if bank is None else str(bank),
        task=task,
    )


def manifest_of(
    setup: Setup, problems: Problems, machines: Sequence[Machine], replies: str = ""
) -> Manifest:
    """The setup with the machines that it runs on."""
    first = _target(next(iter(problems.values())))
    return Manifest(
        setup=setup,
        lessonls=version("lessonls"),
        flags=first.flags,
        machines=tuple(machines),
        began=datetime.now(UTC).isoformat(timespec="seconds"),
        replies=replies,
    )


def _target(subject: Subject) -> Target:
    with TemporaryDirectory() as folder:
        return subject.cut(Path(folder))
