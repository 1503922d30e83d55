"""The commands that show campaigns: a table, two of them compared, a page with plots."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.campaign import tables
from benchmarks.campaign.comparing import compared
from benchmarks.campaign.console import Folder, failing
from benchmarks.campaign.folder import Manifest, manifest_of, records_of
from benchmarks.campaign.record import Record
from benchmarks.generation import tables as generation
from benchmarks.generation.scores import contest
from benchmarks.results import table
from lessonls.core.errors import InputError
from lessonls.core.target import Task

_BOTH = "Some campaigns made functions faster, and others wrote them: they do not compare."
Form = Callable[[Manifest, Sequence[Record]], str]
_FASTER: Mapping[str, Form] = {
    "text": tables.text,
    "csv": lambda _, records: tables.as_csv(records),
    "json": lambda _, records: tables.as_json(records),
}
_WRITTEN: Mapping[str, Form] = {
    "text": generation.text,
    "csv": lambda _, records: generation.as_csv(records),
    "json": generation.as_json,
    "samples": lambda _, records: generation.as_samples(records),
}


def show(
    folder: Folder,
    form: Annotated[
        str,
        typer.Option("--as", help="text, csv, json, or samples of functions that were written."),
    ] = "text",
) -> None:
    """Print the measures of a campaign, also of one that is still running.

    For example: python -m benchmarks.campaign table results/team --as csv
    """
    with failing():
        typer.echo(in_form(form, manifest_of(folder), records_of(folder)))


def in_form(form: str, manifest: Manifest, records: Sequence[Record]) -> str:
    """The measures of a campaign. Raises InputError for a form that there is not."""
    forms = _FASTER if manifest.setup.task is Task.OPTIMIZE else _WRITTEN
    if form not in forms:
        raise InputError(f"There is no form “{form}”; there are: {', '.join(forms)}.")
    return forms[form](manifest, records)


def compare(a: Folder, b: Folder) -> None:
    """Say on which problems campaign B is better than campaign A, with intervals.

    For example: python -m benchmarks.campaign compare results/without results/team
    """
    with failing():
        setups = [manifest_of(folder).setup for folder in (a, b)]
        if Task.IMPLEMENT in {one.task for one in setups}:
            typer.echo(_contest(a, b))
            return
        makes = [manifest_of(folder).makes for folder in (a, b)]
        found = compared(records_of(a), records_of(b))
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
    if makes[0] != makes[1]:
        typer.echo(f"A was measured with {makes[0]}, and B with {makes[1]}.\n")
    typer.echo(found.sentence)


def _contest(a: Path, b: Path) -> str:
    """What two campaigns differ in that wrote functions. Raises InputError if one of them did not,
    or they have no problem in common.
    """
    if any(manifest_of(folder).setup.task is not Task.IMPLEMENT for folder in (a, b)):
        raise InputError(_BOTH)
    found = contest(records_of(a), records_of(b))
    lines = [f"{name} is better on: {', '.join(one)}." for name, one in found.differing if one]
    return "\n".join([*lines, found.sentence])


def report(
    folders: Annotated[list[Path], typer.Argument(help="The folders of campaigns.")],
    output: Annotated[Path, typer.Option(help="The HTML file.")],
) -> None:
    """Write a page with tables and plots of one campaign, or of several side by side.

    For example: python -m benchmarks.campaign report results/without results/team --output a.html
    """
    from benchmarks.campaign import pages as faster  # noqa: PLC0415 - plots take a second to load
    from benchmarks.generation import pages as written  # noqa: PLC0415

    with failing():
        found = {folder.name: (manifest_of(folder), records_of(folder)) for folder in folders}
        tasks = {one.setup.task for one, _ in found.values()}
        if len(tasks) > 1:
            raise InputError(_BOTH)
        empty = next((name for name, (_, records) in found.items() if not records), None)
        if empty is not None:
            raise InputError(f"Nothing is finished in {empty}.")
        if len(found) < len(folders):
            raise InputError("Two of the folders have the same name: rename one of them.")
    page = written.page if Task.IMPLEMENT in tasks else faster.page
    output.write_text(page(found), encoding="utf-8")
    typer.echo(f"{output} is written.", err=True)
