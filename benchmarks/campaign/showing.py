"""The commands that show campaigns: a table, two of them compared, a page with plots."""

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.campaign import tables
from benchmarks.campaign.comparing import compared
from benchmarks.campaign.console import Folder, failing
from benchmarks.campaign.folder import manifest_of, records_of
from benchmarks.results import table
from lessonls.core.errors import InputError


def show(
    folder: Folder,
    form: Annotated[str, typer.Option("--as", help="text, csv or json.")] = "text",
) -> None:
    """Print the measures of a campaign, also of one that is still running.

    For example: python -m benchmarks.campaign table results/team --as csv
    """
    forms = {
        "text": lambda: tables.text(manifest_of(folder), records_of(folder)),
        "csv": lambda: tables.as_csv(records_of(folder)),
        "json": lambda: tables.as_json(records_of(folder)),
    }
    with failing():
        if form not in forms:
            raise InputError(f"There is no form “{form}”; there are: {', '.join(forms)}.")
        manifest_of(folder)
        typer.echo(forms[form]())


def compare(a: Folder, b: Folder) -> None:
    """Say on which problems campaign B is better than campaign A, with intervals.

    For example: python -m benchmarks.campaign compare results/without results/team
    """
    with failing():
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


def report(
    folders: Annotated[list[Path], typer.Argument(help="The folders of campaigns.")],
    output: Annotated[Path, typer.Option(help="The HTML file.")],
) -> None:
    """Write a page with tables and plots of one campaign, or of several side by side.

    For example: python -m benchmarks.campaign report results/without results/team --output a.html
    """
    from benchmarks.campaign.pages import page  # noqa: PLC0415 - plots take a second to load

    with failing():
        found = {folder.name: (manifest_of(folder), records_of(folder)) for folder in folders}
        empty = next((name for name, (_, records) in found.items() if not records), None)
        if empty is not None:
            raise InputError(f"Nothing is finished in {empty}.")
        if len(found) < len(folders):
            raise InputError("Two of the folders have the same name: rename one of them.")
    output.write_text(page(found), encoding="utf-8")
    typer.echo(f"{output} is written.", err=True)
