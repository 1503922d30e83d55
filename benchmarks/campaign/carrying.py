"""The paper's open question: do lessons help with other functions than those they come from?

A bank is filled on one half of the problems. The other half is run three times: with an empty
bank, with the filled one, and with one whose lessons are in the wrong places: these are chosen in
the same way, and say nothing about what they are chosen for.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.campaign.beginning import (
    Problems,
    manifest_of,
    method_of,
    problems_of,
    setup_of,
)
from benchmarks.campaign.comparing import compared
from benchmarks.campaign.console import failing, finished, warn
from benchmarks.campaign.folder import begun, is_begun, records_of, resumed
from benchmarks.campaign.halves import halves, misplaced
from benchmarks.campaign.measures import measures
from benchmarks.campaign.solving import Method
from benchmarks.problems import subjects
from benchmarks.results import table
from benchmarks.strategies.lessons import LESSONS
from lessonls.adapters.disk_bank import DiskBank
from lessonls.composition import machines_of
from lessonls.config import Settings
from lessonls.config.layers import load
from lessonls.core.errors import InputError
from lessonls.core.lesson import Lesson
from lessonls.core.target import Mode
from lessonls.fakes import MemoryBank

_BANK = "bank"
_FILL, _EMPTY, _FILLED, _UNRELATED = "fill", "empty", "filled", "unrelated"


def carry_over(
    output: Annotated[Path, typer.Option(help="A folder for the four campaigns.")],
    data: Annotated[
        Path | None, typer.Option(help="Folder with problems or sources; else our kernels.")
    ] = None,
    team: Annotated[str | None, typer.Option(help="A team of your config.toml.")] = None,
    mode: Annotated[Mode, typer.Option(help="Threads or none.")] = Mode.SERIAL,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of a run.")] = 4,
    repetitions: Annotated[int, typer.Option(min=1, help="Runs of each problem.")] = 1,
    only: Annotated[str, typer.Option(help="Part of the names to run.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="How many problems at most.")] = None,
) -> None:
    """Fill a bank on half of the problems, and see what it does for the others.

    They are run with an empty bank, with the filled one, and with one whose lessons are in the
    wrong places. The same command goes on where it was stopped.

    For example: python -m benchmarks.campaign carry-over --data FOLDER --output results/carried
    """
    with failing(f"Stopped. The same command goes on; {output} has the rest."):
        settings = load(flags={"mode": mode, "rounds": rounds, **({"team": team} if team else {})})
        fill, rest = halves(problems_of(subjects(data, only, limit)))
        if not rest:
            raise InputError("A carry-over needs two problems of one category at least.")
        method = method_of(LESSONS, settings, bank=output / _BANK, warn=warn)
        typer.echo(carried(output, fill, rest, method, settings, repetitions))


def carried(
    output: Path,
    fill: Problems,
    rest: Problems,
    method: Method,
    settings: Settings,
    repetitions: int,
) -> str:
    """The four campaigns, and what came of them. The method's bank is the one in `output`."""
    _campaign(output / _FILL, fill, method, settings, 1)
    learned = asyncio.run(DiskBank(output / _BANK).lessons())
    banks = {_EMPTY: (), _FILLED: learned, _UNRELATED: misplaced(learned)}
    for name, lessons in banks.items():
        one = replace(method, bank_for=partial(MemoryBank, lessons))
        _campaign(output / name, rest, one, settings, repetitions)
    return _said(output, learned)


def _campaign(
    folder: Path, problems: Problems, method: Method, settings: Settings, repetitions: int
) -> None:
    setup = setup_of(method.strategy, settings, problems, repetitions)
    if is_begun(folder):
        opened = resumed(folder, setup)
    else:
        machines = asyncio.run(machines_of(settings))
        opened = begun(folder, manifest_of(setup, problems, machines))
    with opened as found:
        finished(found, problems, method)


def _said(output: Path, learned: Sequence[Lesson]) -> str:
    """The three campaigns side by side, and both banks against the empty one."""
    found = {name: records_of(output / name) for name in (_EMPTY, _FILLED, _UNRELATED)}
    every = {name: measures(records) for name, records in found.items()}
    head = ("bank", "geometric mean", "spread", "s to the best", "s in all", "tokens")
    rows = [
        [
            name,
            f"{one.mean:.3f}",
            f"{one.spread:.3f}",
            f"{one.until_best:.1f}",
            f"{one.seconds:.1f}",
            str(one.tokens),
        ]
        for name, one in every.items()
    ]
    lines = [
        f"A is {_EMPTY}, B is {name}: {compared(found[_EMPTY], found[name]).sentence}."
        for name in (_FILLED, _UNRELATED)
    ]
    return "\n".join([f"{len(learned)} lessons in the bank.", "", table(head, rows), "", *lines])
