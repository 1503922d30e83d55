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
from functools import partial
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
from lessonls.adapters.project_tests import ProjectTests
from lessonls.adapters.reply_cache import DiskReplyCache
from lessonls.adapters.result_files import ResultFiles
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.adapters.unit_test_files import (
    kept_unit_tests,
    unit_test_file,
    write_unit_tests,
)
from lessonls.adapters.workload_files import read_workload, write_generator
from lessonls.agents.llm.embedding import vectors_of
from lessonls.agents.roster import roster_of
from lessonls.agents.specialists.features import predicate_of
from lessonls.config import Settings, data_directory, unpermitted
from lessonls.core.contradictions import agreeing
from lessonls.core.description import Description
from lessonls.core.errors import SettingsError
from lessonls.core.events import Event
from lessonls.core.machine import Machine
from lessonls.core.options import Options
from lessonls.core.program import Program
from lessonls.core.reading.examples import examples
from lessonls.core.target import Mode, Target, Task
from lessonls.core.unit_tests import Origin, UnitTest
from lessonls.core.workload import Workload
from lessonls.fakes import MemoryBank
from lessonls.generating import GeneratingJudge
from lessonls.loop import optimize
from lessonls.ports import (
    Agent,
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
    UnitTestAuthor,
)
from lessonls.unit_testing import UnitTestingJudge

Warn = Callable[[str], None]

_NO_MODEL = (
    "The team “{team}” has no model, and only models write functions: define one in config.toml,"
    " and choose its team with the setting team or --team (docs/models.md)."
)


@dataclass(frozen=True)
class Services:
    """Everything that one configuration gives. A team is opened for one run. `unpermitted` is a
    program of the workspace that the user has not allowed to be run, so that it is not.
    """

    finder: TargetFinder
    team_for: Callable[[Mode], AbstractAsyncContextManager[Team]]
    judge: Judge
    generating: Callable[[Sequence[Author]], Judge]
    unit_testing: Callable[[Target, Sequence[UnitTestAuthor], Sequence[UnitTest]], Judge]
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
    no_model: str
    """Why nothing can be implemented, as a sentence; empty where the team has a model."""

    @asynccontextmanager
    async def running(
        self, target: Target, mode: Mode, tests: Sequence[UnitTest] = ()
    ) -> AsyncGenerator[AsyncGenerator[Event]]:
        """The events of a run, with a team of its own; `tests` are given for a function that is
        implemented. Leaving stops every process of the run and closes every connection.

        Raises SettingsError where nobody in the team can do what is asked.
        """
        if target.task is Task.IMPLEMENT and self.no_model:
            raise SettingsError(self.no_model)
        async with AsyncExitStack() as stack:
            team = await stack.enter_async_context(self.team_for(mode))
            events = optimize(
                target,
                mode,
                team=team.agents,
                judge=self.judge_for(target, team.agents, tests),
                bank=self.bank,
                embedder=self.embedder,
                options=self.options_for(target),
                describe=self.describe,
                meter=team.meter,
            )
            yield await stack.enter_async_context(aclosing(events))

    def judge_for(
        self, target: Target, agents: Sequence[Agent], tests: Sequence[UnitTest] = ()
    ) -> Judge:
        """The judge for a target; what it lacks, agents are asked for that can write it."""
        if target.task is Task.IMPLEMENT:
            testers = [agent for agent in agents if isinstance(agent, UnitTestAuthor)]
            return self.unit_testing(target, testers, tests)
        authors = [agent for agent in agents if isinstance(agent, Author)]
        return self.generating(authors) if authors else self.judge

    def options_for(self, target: Target) -> Options:
        """Those of a run on a target: an implementation that passes all tests is good enough."""
        if target.task is Task.OPTIMIZE:
            return self.options
        update = {"enough": 1.0, "floor": 0.0, "remarks": False, "last_lessons": False}
        return self.options.model_copy(update=update)


def described(target: Target, mode: Mode, remarks: Sequence[str]) -> Description:
    """What agents need to be told: they see no files, but what headers declare decides."""
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
        unit_testing=partial(unit_testing_judge, settings),
        bank=LenientBank(DiskBank(data_directory(), embedder), MemoryBank(), warn),
        embedder=embedder,
        archive=DiskBank(data_directory()),
        shelf=ResultFiles(data_directory()),
        formatter=ClangFormat(),
        options=settings.options,
        describe=described,
        lenses=settings.lenses,
        unpermitted=forbidden,
        no_model="" if roster.models else _NO_MODEL.format(team=roster.name),
    )


def unit_testing_judge(
    settings: Settings,
    target: Target,
    authors: Sequence[UnitTestAuthor],
    tests: Sequence[UnitTest],
) -> Judge:
    """A judge of implementations by `tests`, by those that are kept beside the target, by the
    examples in its description and by asserts in its project. Where none are kept, `authors` are
    asked for more.
    """
    flags_of = CompileCommands(settings.compile_commands, settings.libraries)
    found_in_project = ProjectTests(flags_of.sources)

    def given(target: Target) -> Sequence[UnitTest]:
        said = [UnitTest(code=code, origin=Origin.COMMENT) for code in examples(target)]
        every = (*tests, *kept_unit_tests(target), *said, *found_in_project(target))
        return sorted(every, key=lambda test: list(Origin).index(test.origin))

    def judge_with(every: Sequence[UnitTest]) -> Judge:
        return judge_of(settings, partial(_tested_by, every))

    return UnitTestingJudge(
        judge_with,
        () if unit_test_file(target).exists() else authors,
        given,
        write_unit_tests,
        least=1 if authors else 0,
    )


def _tested_by(tests: Sequence[UnitTest], target: Target) -> Workload:
    """The tests as a workload, which says where the team's are kept."""
    kept = unit_test_file(target)
    where = f"The team's unit tests are in {kept}: you can edit them." if kept.exists() else ""
    return Workload(
        function=target.qualified_name,
        tests=agreeing(tests, target),
        notes=(where,) if where else (),
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
            tests_for=_kept_for_rewrites,
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
        tests_for=_kept_for_rewrites,
    )


def _kept_for_rewrites(target: Target) -> Sequence[UnitTest]:
    """The tests with which the function was implemented: rewrites have to pass them, too."""
    return kept_unit_tests(target) if target.task is Task.OPTIMIZE else ()


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
