"""The command that runs a campaign."""

import asyncio
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.campaign.beginning import (
    manifest_of,
    method_of,
    problems_of,
    roster_for,
    runs_of,
    setup_of,
    with_team,
)
from benchmarks.campaign.console import failing, finished, warn
from benchmarks.campaign.folder import begun, makes_of, resumed
from benchmarks.campaign.folder import manifest_of as read_manifest
from benchmarks.campaign.showing import in_form
from benchmarks.campaign.teams import Tapes
from benchmarks.campaign.writing import work_of
from benchmarks.problems import subjects
from benchmarks.strategies import GENERATING, STRATEGIES, strategy_named
from lessonls.adapters.dask_judge import SCHEME
from lessonls.composition import machines_of
from lessonls.config.layers import load
from lessonls.core.errors import InputError
from lessonls.core.target import Mode, Task


class Asked(StrEnum):
    """What a campaign asks of a team."""

    OPTIMIZE = "optimize"
    GENERATE = "generate"


_TASKS = {Asked.OPTIMIZE: Task.OPTIMIZE, Asked.GENERATE: Task.IMPLEMENT}
_DEFAULT = {Asked.OPTIMIZE: "lessons", Asked.GENERATE: "ours"}


def run(
    output: Annotated[Path, typer.Option(help="A new folder for what comes of it.")],
    data: Annotated[
        Path | None,
        typer.Option(
            help="Folder with problems or sources, else our kernels; with --task generate a file "
            "of problems, else HumanEval's."
        ),
    ] = None,
    task: Annotated[
        Asked, typer.Option(help="Make functions faster, or write them from their descriptions.")
    ] = Asked.OPTIMIZE,
    strategy: Annotated[
        str | None,
        typer.Option(
            help=f"One of: {', '.join(STRATEGIES)}; else lessons. With --task generate one of:"
            f" {', '.join(GENERATING)}; else ours."
        ),
    ] = None,
    team: Annotated[str | None, typer.Option(help="A team of your config.toml.")] = None,
    members: Annotated[
        str, typer.Option(help="In place of a team: its members' names with commas.")
    ] = "",
    mode: Annotated[Mode, typer.Option(help="Threads or none.")] = Mode.SERIAL,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of a run.")] = 4,
    lessons: Annotated[
        int, typer.Option(min=0, help="Number of lessons passed to each round.")
    ] = 4,
    repetitions: Annotated[int, typer.Option(min=1, help="Runs of each problem.")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Repetitions count on from it.")] = 0,
    only: Annotated[str, typer.Option(help="Part of the names to run.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="How many problems at most.")] = None,
    bank: Annotated[
        Path | None, typer.Option(help="Keep lessons there from problem to problem.")
    ] = None,
    record: Annotated[bool, typer.Option("--record", help="Write down what models say.")] = False,
    source: Annotated[
        str, typer.Option(help="Where models' answers come from, as the manifest says it.")
    ] = "models at their endpoints",
    replay: Annotated[
        Path | None, typer.Option(help="A campaign whose models' answers are used again.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Judge on a Dask cluster: tcp://host:port.")
    ] = None,
    places: Annotated[
        int, typer.Option(min=1, help="Problems at the same time: workers of the cluster.")
    ] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on in the folder.")] = False,
) -> None:
    """Run a strategy on every problem. What is finished is written at once.

    For example: python -m benchmarks.campaign run --data FOLDER --strategy single --output one

    Or: python -m benchmarks.campaign run --task generate --data FILE --strategy paper --output two
    """
    with failing(f"Stopped. The same command with --resume goes on; {output} has the rest."):
        chosen = strategy_named(strategy or _DEFAULT[task], _TASKS[task])
        flags = {"mode": mode, "rounds": rounds, "lessons": lessons, "seed": seed}
        given = {"team": team, "judge": scheduler and scheduler.replace("tcp://", SCHEME, 1)}
        settings = load(flags=flags | {name: one for name, one in given.items() if one})
        if places > 1 and settings.judge == "local":
            raise InputError("One machine times one thing at once: --places is for --scheduler.")
        if members:
            settings = with_team(settings, members.split(","))
        work = work_of(data, only, limit, settings) if task is Asked.GENERATE else None
        problems = problems_of(work.subjects if work else subjects(data, only, limit))
        tapes = Tapes(
            record=output / "replies" if record else None,
            replay=replay / "replies" if replay else None,
        )
        method = method_of(chosen, settings, bank=bank, tapes=tapes, warn=warn, work=work)
        setup = setup_of(chosen, settings, problems, repetitions, bank, _TASKS[task])
        asks = bool(roster_for(chosen, settings).models)
        replies = source if asks else ""
        if replay:
            runs = runs_of(problems, repetitions)
            replies = _played(replay, tapes, runs, asks=asks)
        machines = asyncio.run(machines_of(settings))
        if places > len(machines):
            warn(f"Of {places} places the cluster has {len(machines)} now: the others wait.")
        if resume:
            opened = resumed(output, setup, replies)
        else:
            opened = begun(output, manifest_of(setup, problems, machines, replies))
        with opened as folder:
            began, now = folder.manifest.makes, makes_of(machines)
            if began != now:
                warn(f"What is finished was measured with {began}, the rest is with {now}.")
            finished(folder, problems, method, places)
            typer.echo(in_form("text", folder.manifest, folder.finished))


def _played(replay: Path, tapes: Tapes, runs: Iterable[str], *, asks: bool) -> str:
    """Where the answers came from that are to be played. Raises InputError if there are none
    for one of the runs, or nobody who would be asked.
    """
    replies = read_manifest(replay).replies
    if not asks:
        raise InputError("--replay is for a team with models: nobody in this one asks any.")
    tapes.check(runs)
    return replies
