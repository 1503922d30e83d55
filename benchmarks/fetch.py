"""Fetches the authors' problems, for whoever has a network.

    python -m benchmarks.fetch --output data
    python -m benchmarks.campaign run --data data --output results/authors

The repository of the paper's authors holds the 60 ParEval and 30 PolyBench functions in the form of
lists of problems (see `problems.py`), somewhere among its other files. Every such list is copied,
with the licences that lie beside it; nothing of it is run.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from benchmarks.campaign.console import failing
from benchmarks.problems import Problem
from lessonls.core.errors import InputError, MachineError

REPOSITORY = "https://github.com/MITIBM-FastCoder/LessonL"
_SECONDS = 600


def main(
    output: Annotated[Path, typer.Option(help="A new folder for the lists of problems.")],
    repository: Annotated[str, typer.Option(help="Where the authors keep them.")] = REPOSITORY,
) -> None:
    """Copy the authors' lists of problems into a folder.

    For example: python -m benchmarks.fetch --output data
    """
    with failing():
        if output.exists():
            raise InputError(f"{output} is there already: choose another folder.")
        with TemporaryDirectory() as name:
            clone = Path(name) / "clone"
            _clone(repository, clone)
            lists = dict(_lists(clone))
            if not lists:
                raise InputError(f"{repository} holds no list of problems.")
            part = output.with_name(f"{output.name}.part")  # a folder is whole, or not there
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            for path, count in lists.items():
                shutil.copyfile(path, part / path.name)
                typer.echo(f"{count} problems in {output / path.name}")
            for licence in {found for path in lists for found in path.parent.glob("LICEN[CS]E*")}:
                shutil.copyfile(licence, part / licence.name)
            part.rename(output)


def _clone(repository: str, folder: Path) -> None:
    try:
        done = subprocess.run(
            ["git", "clone", "--quiet", "--depth", "1", repository, str(folder)],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise MachineError("Fetching needs git: install it.") from None
    except subprocess.TimeoutExpired:
        raise MachineError(f"{repository} did not answer in {_SECONDS} s.") from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["git failed"]
        raise MachineError(f"{repository} cannot be fetched: {said[-1]}.")


def _lists(folder: Path) -> Iterator[tuple[Path, int]]:
    """Files that are lists of problems, and how many there are in each."""
    read = TypeAdapter(list[Problem])
    for path in sorted(folder.rglob("*.json")):
        try:
            count = len(read.validate_json(path.read_bytes()))
        except ValidationError:
            continue
        if count:
            yield path, count


if __name__ == "__main__":
    typer.run(main)
