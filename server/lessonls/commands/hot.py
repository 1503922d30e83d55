"""`lessonls hot`: which functions are worth optimizing, by a profile of the program."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lessonls.adapters.judge.replay import profile_of
from lessonls.adapters.private_files import private_folder
from lessonls.adapters.profiles import profile_in, read_profile, source_files
from lessonls.commands import words
from lessonls.commands.arguments import AllowOption, AsJson, BuildOption
from lessonls.commands.console import console, print_json, warn
from lessonls.commands.permission import services_of
from lessonls.commands.result import say
from lessonls.commands.source import Source, program_flags, read_source
from lessonls.composition import compose
from lessonls.config import load
from lessonls.core.errors import InputError, TargetError
from lessonls.core.profiles import Cost, Profile, hottest
from lessonls.core.profiles.matching import Definition, costs_of, definition
from lessonls.core.profiles.report import HotFunctionReport, HotReport, OtherReport, hot_report
from lessonls.core.reading.document import document
from lessonls.core.reading.functions import Function
from lessonls.core.reading.languages import language_of
from lessonls.core.target import Target
from lessonls.ports import TargetFinder

HERE = Path()
SMALLEST = 0.0005
"""A share that is still shown as more than nothing."""

WORTH_MENTIONING = 0.01
"""The share from which the reason is shown why something cannot be optimized."""


def hot(
    profile: Annotated[
        Path | None,
        typer.Argument(
            metavar="PROFILE",
            help="Text of perf or gprof, or a callgrind file. Default: the program is profiled.",
            show_default=False,
        ),
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            "--sources",
            metavar="FOLDER",
            help="Where the program's sources are; may be repeated. Default: this folder.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Show at most this many.")] = 20,
    command: Annotated[
        str | None, typer.Option("--run", help="Profile this program, such as “build/bench”.")
    ] = None,
    build: BuildOption = None,
    allow: AllowOption = False,
    as_json: AsJson = False,
) -> None:
    """List the functions in which a program spends its time.

    The profile is the output of perf report --stdio --no-children, perf script or gprof, or a
    file of valgrind's callgrind. The gain is the speedup of the whole program if the function
    becomes 2x faster, and the limit is the most that any speedup of it can give (Amdahl's law).

    Without a profile, the program set by --run or in .lessonls/config.toml is run under perf or
    callgrind, in the sandbox, in a copy of this folder.

    Example: lessonls hot profile.txt --sources src
    Example: lessonls hot --build make --run "build/bench --small"

    Exit code: 0 listed, 2 bad usage or input.
    """
    if profile is not None and command is not None:
        raise InputError("give a profile or a program with --run, not both.")
    read = read_profile(profile) if profile else _profiled(command, build, allow=allow)
    folders = sources or [HERE]
    survey = _survey(read, folders)
    functions = [one for one in hottest(read, survey.targets) if one.share >= SMALLEST][:limit]
    others = _others(read, survey, limit)
    given = [("--build", build), ("--run", command)]
    flags = [word for name, value in given if value for word in (name, value)]
    report = hot_report(str(profile or command or HERE), read.tool, functions, others, flags)
    if as_json:
        print_json(report)
    else:
        _print(report, folders)


def _profiled(command: str | None, build: str | None, *, allow: bool) -> Profile:
    """The profile of the program that is named here or in the workspace's settings."""
    settings = load(HERE / "sources", flags=program_flags(command, build, None))
    program = settings.program
    if program is None:
        raise InputError("give a profile, or set a program with --run or in .lessonls/config.toml.")
    if services_of(settings, allow=allow).unpermitted is not None:
        raise InputError(
            "without running that program there is nothing to profile: pass --allow, or "
            "give a profile."
        )
    folder = private_folder()
    try:
        with Console(stderr=True).status(f"Running {words.printable(program.run)}"):
            text = profile_of(program, program.root or HERE.absolute(), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return profile_in(text, program.run)


@dataclass
class _Survey:
    """What the sources hold of the profile: functions that can be optimized, and reasons why
    others cannot.
    """

    targets: list[Target] = field(default_factory=list[Target])
    refused: dict[Cost, str] = field(default_factory=dict[Cost, str])

    def add(self, finder: TargetFinder, source: Source, profile: Profile) -> None:
        """Looks for the profile's functions in one file."""
        targets = finder.all(source.path, source.text)
        self.targets += [one for one in targets if costs_of(profile, definition(one))]
        lines = {one.line for one in targets}
        language = language_of(source.path, source.text)
        for function in document(source.text, language).outline.functions:
            if function.line in lines:
                continue
            path, parameters = function.path, function.parameters
            wanted = Definition(source.path, language, path, parameters, source.text)
            costs = costs_of(profile, wanted)
            if any(cost.share >= WORTH_MENTIONING for cost in costs):
                reason = _reason(finder, source, function)
                self.refused |= {cost: reason for cost in costs if reason}


def _survey(profile: Profile, folders: Sequence[Path]) -> _Survey:
    # A workspace's settings are looked for next to a file.
    beside = folders[0] / "sources" if folders[0].is_dir() else folders[0]
    finder = compose(load(beside), warn).finder
    found = _Survey()
    names = {name for name, costs in profile.by_name.items() if costs[0].share >= SMALLEST}
    with Console(stderr=True).status("Looking for sources") as status:
        files = source_files(folders, lambda n: status.update(f"Looking for sources: {n} files"))
        unread = 0
        for position, path in enumerate(files, 1):
            status.update(f"Reading sources: {position} of {len(files)} files")
            try:
                source = read_source(path)
                # Most files have nothing to do with the profile and need not be parsed.
                if not names.isdisjoint(re.findall(r"\w+", source.text)):
                    found.add(finder, source, profile)
            except InputError:
                unread += 1
    if unread:
        warn(f"skipped {words.count(unread, 'unreadable source file')}.")
    return found


def _reason(finder: TargetFinder, source: Source, function: Function) -> str:
    """Why it cannot be optimized; empty if it can."""
    try:
        finder.at(source.path, source.text, function.line - 1)
    except TargetError as refused:
        return f"{source.path}: {refused}"
    return ""


def _others(profile: Profile, survey: _Survey, limit: int) -> list[OtherReport]:
    """What else is hot, and why it cannot be optimized; the hottest first."""
    optimizable = {cost for one in survey.targets for cost in costs_of(profile, definition(one))}
    found: dict[str, OtherReport] = {}
    for cost in profile.costs:
        if cost.share < WORTH_MENTIONING or cost in optimizable:
            continue
        reason = survey.refused.get(cost) or _unmatched(cost)
        # Instantiations of a template are one function.
        before = found[reason].share if reason in found else 0.0
        name = found[reason].function if reason in found else cost.function
        found[reason] = OtherReport(function=name, share=before + cost.share, reason=reason)
    return sorted(found.values(), key=lambda one: -one.share)[:limit]


def _unmatched(cost: Cost) -> str:
    if cost.symbol is None:
        return f"{cost.function} is a lambda, an operator or similar; these are not supported."
    return f"{cost.function} is not defined in these sources."


def _print(report: HotReport, folders: Sequence[Path]) -> None:
    """A table on a terminal; elsewhere one line per function, its fields separated by tabs."""
    screen = console()
    if screen.is_terminal:
        _print_tables(screen, report)
    else:
        for row in _rows(report):
            screen.file.write("\t".join(cell.replace("\t", " ") for cell in row) + "\n")
    if not report.functions:
        where = words.printable(", ".join(str(folder) for folder in folders))
        warn(f"no function in this profile that can be optimized was found in {where}.")


def _rows(report: HotReport) -> Iterator[tuple[str, ...]]:
    for one in report.functions:
        yield tuple(map(words.printable, (*_numbers(one), one.function, one.command)))
    for other in report.others:
        cells = f"{other.share:.1%}", "-", "-", other.function, other.reason
        yield tuple(map(words.printable, cells))


def _numbers(one: HotFunctionReport) -> tuple[str, str, str]:
    share = f"{'up to ' if one.ambiguous else ''}{one.share:.1%}"
    return share, words.factor(one.gain), "-" if one.limit is None else words.factor(one.limit)


def _print_tables(screen: Console, report: HotReport) -> None:
    if report.functions:
        screen.print(_table_of_functions(report))
        first = words.printable(report.functions[0].command)
        say(screen, "\nTo optimize the first: ", (first, "bold"))
    if report.others:
        say(screen, ("\nAlso hot, but cannot be optimized in isolation:", "bold"))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(overflow="fold")
        for other in report.others:
            table.add_row(f"{other.share:.1%}", Text(words.printable(other.reason)))
        screen.print(table)


def _table_of_functions(report: HotReport) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("share", "gain", "limit"):
        table.add_column(title, no_wrap=True, justify="right")
    table.add_column("function", overflow="fold")
    table.add_column("location", overflow="fold")
    for one in report.functions:
        place = words.printable(f"{one.file}:{one.line}")
        table.add_row(*_numbers(one), Text(words.printable(one.function)), Text(place))
    return table
