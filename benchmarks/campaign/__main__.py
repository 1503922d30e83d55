"""Campaigns: does the method work, what does each part of it bring, and what does it cost?

python -m benchmarks.campaign run --output results/team
python -m benchmarks.campaign run --strategy no-lessons --output results/without
python -m benchmarks.campaign compare results/without results/team
"""

import asyncio
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from benchmarks.campaign import tables
from benchmarks.campaign.beginning import (
    Problems,
    manifest_of,
    method_of,
    problems_of,
    roster_for,
    setup_of,
    with_team,
)
from benchmarks.campaign.comparing import compared
from benchmarks.campaign.folder import ResultFolder, begun, records_of, resumed
from benchmarks.campaign.folder import manifest_of as read_manifest
from benchmarks.campaign.progress import Progress
from benchmarks.campaign.running import finish
from benchmarks.campaign.solving import Method
from benchmarks.campaign.teams import Tapes
from benchmarks.problems import subjects
from benchmarks.results import table
from benchmarks.strategies import STRATEGIES, strategy_named
from lessonls.adapters.dask_judge import SCHEME
from lessonls.config.layers import load
from lessonls.core.errors import InputError, LessonlsError
from lessonls.core.target import Mode

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Folder = Annotated[Path, typer.Argument(help="The folder of a campaign.")]


@app.command()
def run(
    output: Annotated[Path, typer.Option(help="A new folder for what comes of it.")],
    data: Annotated[
        Path | None, typer.Option(help="Folder with problems or sources; else our kernels.")
    ] = None,
    strategy: Annotated[str, typer.Option(help=f"One of: {', '.join(STRATEGIES)}.")] = "lessons",
    team: Annotated[str | None, typer.Option(help="A team of your config.toml.")] = None,
    members: Annotated[
        str, typer.Option(help="In place of a team: its members' names with commas.")
    ] = "",
    mode: Annotated[Mode, typer.Option(help="Threads or none.")] = Mode.SERIAL,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of a run.")] = 4,
    lessons: Annotated[int, typer.Option(min=0, help="Lessons a round selects.")] = 4,
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
    """
    try:
        chosen = strategy_named(strategy)
        flags = {"mode": mode, "rounds": rounds, "lessons": lessons, "seed": seed}
        given = {"team": team, "judge": scheduler and scheduler.replace("tcp://", SCHEME, 1)}
        settings = load(flags=flags | {name: one for name, one in given.items() if one})
        if places > 1 and settings.judge == "local":
            raise InputError("One machine times one thing at once: --places is for --scheduler.")
        if members:
            settings = with_team(settings, members.split(","))
        problems = problems_of(subjects(data, only, limit))
        if not problems:
            raise InputError(f"There is no problem with “{only}” in its name.")
        tapes = Tapes(
            record=output / "replies" if record else None,
            replay=replay / "replies" if replay else None,
        )
        method = method_of(chosen, settings, bank=bank, tapes=tapes, warn=_warn)
        setup = setup_of(chosen, settings, problems, repetitions)
        if resume:
            opened = resumed(output, setup)
        else:
            replies = read_manifest(replay).replies if replay else ""
            if not replay and roster_for(chosen, settings).models:
                replies = source
            opened = begun(output, manifest_of(setup, problems, replies))
        with opened as folder:
            _finish(folder, problems, method, places)
            typer.echo(tables.text(folder.manifest, folder.finished))
    except LessonlsError as error:
        _fail(error)
    except KeyboardInterrupt:
        typer.echo(
            f"Stopped. The same command with --resume goes on; {output} has the rest.", err=True
        )
        raise typer.Exit(130) from None


@app.command(name="table")
def show(
    folder: Folder,
    form: Annotated[str, typer.Option("--as", help="text, csv or json.")] = "text",
) -> None:
    """Print the measures of a campaign, also of one that is still running.

    For example: python -m benchmarks.campaign table results/team --as csv
    """
    forms = {
        "text": lambda: tables.text(read_manifest(folder), records_of(folder)),
        "csv": lambda: tables.as_csv(records_of(folder)),
        "json": lambda: tables.as_json(records_of(folder)),
    }
    try:
        if form not in forms:
            raise InputError(f"There is no form “{form}”; there are: {', '.join(forms)}.")
        read_manifest(folder)
        typer.echo(forms[form]())
    except LessonlsError as error:
        _fail(error)


@app.command()
def compare(a: Folder, b: Folder) -> None:
    """Say on which problems campaign B is better than campaign A, with intervals.

    For example: python -m benchmarks.campaign compare results/without results/team
    """
    try:
        for folder in (a, b):
            read_manifest(folder)
        found = compared(records_of(a), records_of(b))
    except ValueError as error:
        _fail(InputError(f"{error}."))
    except LessonlsError as error:
        _fail(error)
    rows = [
        [
            f"{one.suite} {one.name}",
            f"{one.ratio:.2f}x",
            f"{one.interval[0]:.2f}",
            f"{one.interval[1]:.2f}",
        ]
        for one in sorted(found.differences, key=lambda one: one.ratio)
        if one.better or one.worse
    ]
    if rows:
        typer.echo(table(["B against A", "ratio", "from", "to"], rows) + "\n")
    if found.missing:
        typer.echo(f"Only one of the two has: {', '.join(found.missing)}.\n")
    typer.echo(found.sentence)


@app.command()
def report(
    folders: Annotated[list[Path], typer.Argument(help="The folders of campaigns.")],
    output: Annotated[Path, typer.Option(help="The HTML file.")],
) -> None:
    """Write a page with tables and plots of one campaign, or of several side by side.

    For example: python -m benchmarks.campaign report results/without results/team --output a.html
    """
    try:
        found = {folder.name: (read_manifest(folder), records_of(folder)) for folder in folders}
        empty = next((name for name, (_, records) in found.items() if not records), None)
        if empty is not None:
            raise InputError(f"Nothing is finished in {empty}.")
        if len(found) < len(folders):
            raise InputError("Two of the folders have the same name: rename one of them.")
    except LessonlsError as error:
        _fail(error)
    from benchmarks.campaign.pages import page  # noqa: PLC0415 - plots take a second to load

    output.write_text(page(found), encoding="utf-8")
    typer.echo(f"{output} is written.", err=True)


def _finish(folder: ResultFolder, problems: Problems, method: Method, places: int) -> None:
    with Progress(folder) as progress:
        asyncio.run(finish(folder, problems, method, places=places, done=progress.done))


def _warn(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _fail(error: LessonlsError) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(error.exit_code)


if __name__ == "__main__":
    app(prog_name="python -m benchmarks.campaign")
