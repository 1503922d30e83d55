"""How many functions of real repositories open, what is said of those that do not, and how much
faster the built-in team makes those that do.

    python -m benchmarks.wild --list FUNCTIONS.json --sources FOLDER --output results/wild.jsonl
    python -m benchmarks.wild --list FUNCTIONS.json --sources FOLDER --rounds 2 --seconds 300
    python -m benchmarks.wild --show results/wild.jsonl

FUNCTIONS.json is a list of objects with `repository` (owner/name), `commit`, `file`, `line`,
`function` and `kind`; flags.json beside it gives each repository's compile commands, as a list of
objects with `file` and `command`, relative to its root. FOLDER holds the repositories as
`owner/name`; those that are missing are unpacked from git directories with `--mirror`. Nothing is
downloaded, and nothing is compiled outside the sandbox.
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.wild.asking import opened
from benchmarks.wild.record import Record, append, read
from benchmarks.wild.sources import Listed, lay_out, read_flags, read_list
from benchmarks.wild.tables import report
from lessonls.adapters.private_files import private_folder
from lessonls.core.errors import LessonlsError


def main(
    functions: Annotated[Path | None, typer.Option("--list", help="JSON list to open.")] = None,
    sources: Annotated[Path | None, typer.Option(help="Folder of repositories.")] = None,
    flags: Annotated[Path | None, typer.Option(help="Default: flags.json by the list.")] = None,
    mirror: Annotated[Path | None, typer.Option(help="Folder of git directories.")] = None,
    output: Annotated[Path | None, typer.Option(help="File of records, to go on from.")] = None,
    only: Annotated[str, typer.Option(help="Regular expression of functions to open.")] = "",
    seconds: Annotated[float, typer.Option(min=0.1, help="Limit for each function.")] = 30,
    rounds: Annotated[int, typer.Option(min=0, help="Also optimize, in so many rounds.")] = 0,
    show: Annotated[Path | None, typer.Option(help="Only print the tables of that file.")] = None,
) -> None:
    """Open every function of a list as a user would, one at a time.

    For example: python -m benchmarks.wild --list functions.json --sources sources
    """
    try:
        if show is not None:
            typer.echo(report(read(show)))
            return
        if functions is None or sources is None:
            raise typer.BadParameter("give --list and --sources, or --show.")
        listed = read_list(functions)
        lay_out(listed, read_flags(flags or functions.with_name("flags.json")), sources, mirror)
        chosen = [one for one in listed if re.search(only, one.label)]
        typer.echo(report(_open_all(chosen, sources, output, seconds, rounds)))
    except LessonlsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt:
        kept = f" The same command goes on after {output}." if output else ""
        typer.echo(f"Stopped.{kept}", err=True)
        raise typer.Exit(130) from None


def _open_all(
    listed: Sequence[Listed], sources: Path, output: Path | None, limit: float, rounds: int
) -> Sequence[Record]:
    """The records of these functions: of before where there are, and new ones."""
    earlier = read(output) if output else ()
    known = {record.key: record for record in earlier}
    records: list[Record] = []
    folder = private_folder()
    try:
        for number, one in enumerate(listed, 1):
            record = known.get((one.repository, one.file, one.line, one.function))
            if record is None:
                record = opened(one, sources, limit, rounds, folder)
                if output is not None:
                    append(output, record)
                said = record.sentence or f"line coverage {record.line_coverage}"
                if rounds and not record.sentence:
                    said += f", {record.unfinished or f'{record.speedup:.2f}x'}"
                progress = f"{number}/{len(listed)} {one.label}: {record.outcome}"
                typer.echo(f"{progress} in {record.seconds:.1f} s: {said}", err=True)
            records.append(record)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return records


if __name__ == "__main__":
    typer.run(main)
