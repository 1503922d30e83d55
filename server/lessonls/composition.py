"""The composition root: which adapters and agents stand behind the ports.

This is the only place that knows them all; everybody else gets `Services`.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    aclosing,
    asynccontextmanager,
)
from dataclasses import dataclass
from math import inf

from lessonls.adapters.clang_format import ClangFormat
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.dask_judge import DaskJudge
from lessonls.adapters.definitions import Definitions
from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.endpoint_embedder import EndpointEmbedder
from lessonls.adapters.header_declarations import declarations_of
from lessonls.adapters.hot_spots import ProfiledSources
from lessonls.adapters.judge.machine import this_machine
from lessonls.adapters.judge.protocol import ProcessJudge
from lessonls.adapters.lenient_bank import LenientBank
from lessonls.adapters.lenient_embedder import LenientEmbedder
from lessonls.adapters.lexical_embedder import LexicalEmbedder
from lessonls.adapters.needs import Needs
from lessonls.adapters.preprocessor import Preprocessor
from lessonls.adapters.reply_cache import DiskReplyCache
from lessonls.adapters.result_files import ResultFiles
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.adapters.workload_files import read_workload, write_generator
from lessonls.agents.llm.embedding import vectors_of
from lessonls.agents.roster import roster_of
from lessonls.agents.specialists.features import predicate_of
from lessonls.config import Settings, data_directory, unpermitted
from lessonls.core.description import Description
from lessonls.core.events import Event
from lessonls.core.machine import Machine
from lessonls.core.options import Options
from lessonls.core.program import Program
from lessonls.core.target import Mode, Target
from lessonls.core.workload import Workload
from lessonls.fakes import MemoryBank
from lessonls.generating import GeneratingJudge
from lessonls.loop import optimize
from lessonls.ports import (
    Author,
    Describe,
    Embedder,
    Formatter,
    HotSpots,
    Judge,
    LessonArchive,
    LessonBank,
    ResultShelf,
    TargetFinder,
    Team,
)

Warn = Callable[[str], None]


@dataclass(frozen=True)
class Services:
    """Everything that one configuration gives. A team is opened for one run. `unpermitted` is a
    program of the workspace that the user has not allowed to be run, so that it is not.
    """

    finder: TargetFinder
    team_for: Callable[[Mode], AbstractAsyncContextManager[Team]]
    judge: Judge
    generating: Callable[[Sequence[Author]], Judge]
    bank: LessonBank
    embedder: Embedder
    archive: LessonArchive
    shelf: ResultShelf
    hot_spots: HotSpots
    formatter: Formatter
    options: Options
    describe: Describe
    lenses: bool
    unpermitted: Program | None

    @asynccontextmanager
    async def running(self, target: Target, mode: Mode) -> AsyncGenerator[AsyncGenerator[Event]]:
        """The events of a run, with a team of its own. Leaving stops every process of the run
        and closes every connection.
        """
        async with AsyncExitStack() as stack:
            team = await stack.enter_async_context(self.team_for(mode))
            authors = [agent for agent in team.agents if isinstance(agent, Author)]
            events = optimize(
                target,
                mode,
                team=team.agents,
                judge=self.generating(authors) if authors else self.judge,
                bank=self.bank,
                embedder=self.embedder,
                options=self.options,
                describe=described_to_models if authors else self.describe,
                meter=team.meter,
            )
            yield await stack.enter_async_context(aclosing(events))


def described(target: Target, mode: Mode, remarks: Sequence[str]) -> Description:
    """What specialists need to be told: they read the rest themselves."""
    return Description(predicate_of(target, mode, remarks))


def described_to_models(target: Target, mode: Mode, remarks: Sequence[str]) -> Description:
    """Also what the project's headers declare: a model sees no files."""
    return Description(predicate_of(target, mode, remarks), declarations_of(target))


def compose(settings: Settings, warn: Warn, *, ahead: bool = True) -> Services:
    """The services that the settings ask for; `warn` gets a sentence for what is weaker. The judge
    makes `ahead` what pays where many candidates are expected.

    Raises SettingsError for a team that there is not.
    """
    forbidden = unpermitted(settings.program)
    if forbidden is not None:
        settings = settings.model_copy(update={"program": None})
    roster = roster_of(settings)
    cache = DiskReplyCache(data_directory())
    embedder = embedder_of(settings, warn)
    flags_of = CompileCommands(settings.compile_commands, settings.libraries)
    finder = TreeSitterFinder(flags_of, Preprocessor())
    return Services(
        finder=finder,
        hot_spots=ProfiledSources(settings.profile, finder),
        team_for=lambda mode: roster.opened(mode, settings, cache),
        judge=judge_of(settings, ahead=ahead),
        generating=lambda authors: GeneratingJudge(
            judge_of(settings),
            lambda generator: judge_of(settings, lambda target: _from(generator, target)),
            authors,
            Needs(finder, flags_of.sources),
            write_generator,
            settings.seconds,
        ),
        bank=LenientBank(DiskBank(data_directory(), embedder), MemoryBank(), warn),
        embedder=embedder,
        archive=DiskBank(data_directory()),
        shelf=ResultFiles(data_directory()),
        formatter=ClangFormat(),
        options=settings.options,
        describe=described,
        lenses=settings.lenses,
        unpermitted=forbidden,
    )


def _from(generator: str, target: Target) -> Workload:
    """With the sizes of the user's workload, if there is one."""
    given = read_workload(target) or Workload(function=target.qualified_name)
    return given.model_copy(update={"generator": generator})


def judge_of(
    settings: Settings,
    workload_for: Callable[[Target], Workload | None] = read_workload,
    *,
    ahead: bool = True,
) -> Judge:
    """This machine, or the cluster that the settings name. See `compose`."""
    limit = min(settings.opening_seconds, settings.seconds or inf)
    asked = (workload_for, settings.seed, settings.aliasing, settings.untested)
    flags_of = CompileCommands(settings.compile_commands, settings.libraries)
    definitions = Definitions(flags_of.sources)
    if settings.judge == "local":
        return ProcessJudge(
            *asked,
            seconds=limit,
            portable=settings.portable,
            definitions=definitions,
            program=settings.program,
            inputs=settings.inputs,
            ahead=ahead,
        )
    return DaskJudge(
        settings.judge,
        *asked,
        seconds=limit,
        portable=settings.portable,
        definitions=definitions,
        ahead=ahead,
    )


async def machines_of(settings: Settings) -> Sequence[Machine]:
    """Those that the judge of the settings has. Raises LessonlsError if there is none."""
    if settings.judge == "local":
        return [await asyncio.to_thread(this_machine)]
    return await DaskJudge(settings.judge).machines()


def embedder_of(settings: Settings, warn: Warn) -> Embedder:
    """The model that the settings name, while it answers; else the lexical one."""
    if settings.embedder is None:
        return LexicalEmbedder()
    model = settings.embedder
    return LenientEmbedder(
        EndpointEmbedder(model.model, vectors_of(model)), LexicalEmbedder(), warn
    )
