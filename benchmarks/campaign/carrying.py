"""The paper's open question: do lessons help with other functions than those they come from?

A bank is filled on one half of the problems, and that half is run again with its lessons on trial,
so that some are proven. The other half is run four times: with an empty bank, with the filled one,
with the proven lessons alone, and with lessons in the wrong places: these are chosen in the same
way, and say nothing about what they are chosen for.
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
from benchmarks.campaign.record import file_name
from benchmarks.campaign.solving import Method
from benchmarks.problems import subjects
from benchmarks.results import table
from benchmarks.strategies.lessons import LESSONS
from lessonls.adapters.disk_bank import DiskBank
from lessonls.composition import machines_of
from lessonls.config import Settings
from lessonls.config.layers import load
from lessonls.core.admission import Standing, standing_of
from lessonls.core.errors import InputError
from lessonls.core.lesson import Lesson
from lessonls.core.lesson_lines import from_json_lines, to_json_lines
from lessonls.core.options import Admission
from lessonls.core.target import Mode
from lessonls.fakes import MemoryBank

_BANK = "bank"
_FILL, _TRIALS = "fill", "trials"
_EMPTY, _FILLED, _PROVEN, _UNRELATED = "empty", "filled", "proven", "unrelated"
_LEARNED = "learned.jsonl"
"""The bank as it was before its lessons were on trial."""


def carry_over(
    output: Annotated[Path, typer.Option(help="A folder for the campaigns.")],
    data: Annotated[
        Path | None, typer.Option(help="Folder with problems or sources; else our kernels.")
    ] = None,
    team: Annotated[str | None, typer.Option(help="A team of your config.toml.")] = None,
    mode: Annotated[Mode, typer.Option(help="Threads or none.")] = Mode.SERIAL,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of a run.")] = 4,
    repetitions: Annotated[int, typer.Option(min=1, help="Runs of each problem.")] = 1,
    trials: Annotated[
        int,
        typer.Option(min=0, help="Pairs of runs that try lessons on each problem of one half."),
    ] = 2,
    only: Annotated[str, typer.Option(help="Part of the names to run.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="How many problems at most.")] = None,
) -> None:
    """Fill a bank on half of the problems, and see what it does for the others.

    They are run with an empty bank, with the filled one, with its proven lessons alone, and with
    one whose lessons are in the wrong places. The same command goes on where it was stopped.

    For example: python -m benchmarks.campaign carry-over --data FOLDER --output results/carried
    """
    with failing(f"Stopped. The same command goes on; {output} has the rest."):
        settings = load(flags={"mode": mode, "rounds": rounds, **({"team": team} if team else {})})
        fill, rest = halves(problems_of(subjects(data, only, limit)))
        if not rest:
            raise InputError("A carry-over needs two problems of one category at least.")
        method = method_of(LESSONS, settings, bank=output / _BANK, warn=warn)
        typer.echo(carried(output, fill, rest, method, settings, repetitions, trials))


def carried(
    output: Path,
    fill: Problems,
    rest: Problems,
    method: Method,
    settings: Settings,
    repetitions: int,
    trials: int,
) -> str:
    """The campaigns, and what came of them. The method's bank is the one in `output`."""
    _campaign(output / _FILL, fill, method, settings, 1)
    learned = _learned(output)
    _try(output / _TRIALS, fill, method, settings, trials)
    tried = asyncio.run(DiskBank(output / _BANK).lessons())
    everything = (
        (_EMPTY, (), Admission.ALL),
        (_FILLED, learned, Admission.ALL),
        (_PROVEN, tried, Admission.PROVEN),
        (_UNRELATED, misplaced(learned), Admission.ALL),
    )
    for name, lessons, rule in everything:
        options = method.options.model_copy(update={"admission": rule})
        one = replace(method, options=options, bank_for=partial(MemoryBank, lessons))
        _campaign(output / name, rest, one, settings, repetitions)
    proven = sum(standing_of(one) is Standing.PROVEN for one in tried)
    left = {one.id for one in tried}
    expelled = sum(one.id not in left for one in learned)
    trial = f"after the trials {proven} proven, {expelled} expelled"
    return f"{len(learned)} lessons in the bank; {trial}.\n\n{_said(output)}"


def _try(folder: Path, problems: Problems, method: Method, settings: Settings, times: int) -> None:
    """Every problem twice in a row, so that the runs of a pair are on the same function."""
    for number in range(times):
        options = method.options.model_copy(update={"seed": method.options.seed + 2 * number})
        for name, subject in problems.items():
            run = folder / file_name(subject.suite, subject.name, number)
            _campaign(run, {name: subject}, replace(method, options=options), settings, 2)


def _learned(output: Path) -> Sequence[Lesson]:
    """The lessons of the first campaign, also when the command goes on after the trials."""
    file = output / _LEARNED
    if not file.exists():
        file.write_text(to_json_lines(asyncio.run(DiskBank(output / _BANK).lessons())))
    return from_json_lines(file.read_text(), str(file))


def _campaign(
    folder: Path, problems: Problems, method: Method, settings: Settings, repetitions: int
) -> None:
    setup = setup_of(method.strategy, settings, problems, repetitions)
    chosen = {"options": method.strategy.options(method.options)}
    setup = setup.model_copy(update=chosen)
    if is_begun(folder):
        opened = resumed(folder, setup)
    else:
        machines = asyncio.run(machines_of(settings))
        opened = begun(folder, manifest_of(setup, problems, machines))
    with opened as found:
        finished(found, problems, method)


def _said(output: Path) -> str:
    """The four campaigns side by side, and each bank against the empty one."""
    names = (_EMPTY, _FILLED, _PROVEN, _UNRELATED)
    found = {name: records_of(output / name) for name in names}
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
        for name in names[1:]
    ]
    return "\n".join([table(head, rows), "", *lines])
