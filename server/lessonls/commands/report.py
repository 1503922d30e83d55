"""`lessonls report`: a finished run as one HTML page."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from pydantic import ValidationError

from lessonls.commands.console import console
from lessonls.commands.result import say
from lessonls.commands.source import read_source
from lessonls.core.errors import InputError, MachineError
from lessonls.core.page import report_page
from lessonls.core.report import OptimizeReport

STANDARD = Path("-")
LARGEST = 200_000_000
"""Bytes of a report, which holds the code and all raw times of every candidate."""


def report(
    run: Annotated[
        Path,
        typer.Argument(
            metavar="RUN.json",
            help="Output of optimize --json or implement --json; - is standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Output file. Default: RUN.html next to RUN.json."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Show a run as one HTML page: claim, evidence, plot, diff, lessons, all candidates.

    The page needs no network and no script. Example: lessonls report run.json -o run.html

    Exit code: 0 written, 2 bad usage or input, 3 the page cannot be written.
    """
    target = output or _beside(run)
    page = report_page(parsed(_read(run), _name(run)))
    if run != STANDARD and _same(run, target):
        raise InputError(f"{target} is the input file: choose another output file with -o.")
    _write(target, page, force=force)
    say(console(), f"Wrote {target}.")


def parsed(text: str, name: str) -> OptimizeReport:
    """The report in `text`; InputError describes what is wrong with it."""
    try:
        plain: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, json.JSONDecodeError) else "it cannot be parsed"
        raise InputError(f"{name} is not JSON: {reason}.") from error
    run = cast("dict[str, Any]", plain) if isinstance(plain, dict) else {}
    version = run.get("schema_version", 1)
    if version != 1:
        raise InputError(f"{name} has the schema version {version!r:.40}; this lessonls reads 1.")
    if not {"schema_version", "candidates"} <= run.keys():
        raise InputError(
            f"{name} is not a run report: pass the output of lessonls optimize --json."
        )
    return _validated(run, name)


def _validated(plain: dict[str, Any], name: str) -> OptimizeReport:
    try:
        return OptimizeReport.model_validate(plain)
    except ValidationError as error:
        found = error.errors(include_input=False)
    unknown = [one["loc"] for one in found if one["type"] == "extra_forbidden"]
    # Within a schema version, newer reports may only have more fields: these are not for us.
    for place in unknown:
        _remove(plain, place)
    try:
        return OptimizeReport.model_validate(plain)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"{name} is not a complete run report: {place}: {first['msg']}."
        ) from error


def _remove(plain: Any, place: tuple[int | str, ...]) -> None:
    for part in place[:-1]:
        plain = plain[part]
    del plain[place[-1]]


def _beside(run: Path) -> Path:
    if run == STANDARD:
        raise InputError("set an output file: lessonls report - -o run.html")
    return run.with_suffix(".html")


def _same(run: Path, target: Path) -> bool:
    try:
        return target.samefile(run)
    except (OSError, ValueError):
        return False


def _name(run: Path) -> str:
    return "standard input" if run == STANDARD else str(run)


def _read(run: Path) -> str:
    if run != STANDARD:
        return read_source(run, LARGEST).text
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"standard input is larger than {LARGEST // 1_000_000} MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("standard input is not UTF-8 text.") from error


def _write(target: Path, page: str, *, force: bool) -> None:
    try:
        with target.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(page)
    except FileExistsError as error:
        raise InputError(f"{target} already exists: use --force to overwrite it.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise MachineError(f"{target} cannot be written: {reason}.") from error
