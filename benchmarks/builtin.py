"""The figures of the built-in team: for how many functions is a speedup verified, and which?

    python -m benchmarks.builtin --output results/serial.json
    python -m benchmarks.builtin --data ../shared/data --mode openmp --output results/openmp.json
    python -m benchmarks.builtin --members search,idioms --output results/two.json

Every function is one run of `lessonls optimize --json`, one after the other, on a machine that
should have nothing else to do, and starts with an empty bank. With `--bank FOLDER` the lessons
stay there from function to function, and from one command to the next. Finished functions are
written at once and not run again; ctrl-C loses the one in progress.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.builtin_figures import Result, line, report
from benchmarks.problems import Subject, subjects
from benchmarks.results import read, write
from lessonls.core.errors import LessonlsError
from lessonls.core.report import OptimizeReport
from lessonls.core.target import Mode

_MINUTES = 15
_OPTIMIZE = (sys.executable, "-m", "lessonls.cli", "optimize")
_TEAM = "measured"


def main(
    output: Annotated[Path, typer.Option(help="JSON file that results are kept in.")],
    data: Annotated[
        Path | None, typer.Option(help="Folder with the authors' JSON files; else our kernels.")
    ] = None,
    mode: Mode = Mode.SERIAL,
    only: Annotated[str, typer.Option(help="Part of the names to run.")] = "",
    limit: Annotated[int | None, typer.Option(help="How many functions at the most.")] = None,
    members: Annotated[str, typer.Option(help="The team, by names and commas.")] = "builtin",
    lessons: Annotated[int, typer.Option(help="Lessons a round selects.", min=0)] = 4,
    bank: Annotated[Path | None, typer.Option(help="Folder to keep lessons in.")] = None,
) -> None:
    """Run the built-in team on every function and print the table.

    For example: python -m benchmarks.builtin --data ../shared/data --output serial.json
    """
    results = {(r.suite, r.name): r for r in read(output, Result)}
    chosen = subjects(data, only, limit)
    flags = ["--mode", mode.value, "--lessons", str(lessons)]
    try:
        for number, subject in enumerate(chosen, 1):
            key = (subject.suite, subject.name)
            if key not in results:
                results[key] = optimized(subject, members.split(","), flags, bank)
                write(output, list(results.values()))
                typer.echo(f"{number}/{len(chosen)} {line(results[key])}", err=True)
    except KeyboardInterrupt:
        typer.echo(f"Stopped. The same command goes on; {output} has what is finished.", err=True)
        raise typer.Exit(130) from None
    typer.echo(report([results[one.suite, one.name] for one in chosen]))


def optimized(
    subject: Subject, members: Sequence[str], flags: Sequence[str], bank: Path | None
) -> Result:
    """One run of a team with these members; `bank` is where it finds and leaves lessons."""
    result = Result(suite=subject.suite, name=subject.name)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = folder / "config.toml"
        settings.write_text(
            f"team = {json.dumps(_TEAM)}\n[teams]\n{_TEAM} = {json.dumps(members)}\n",
            encoding="utf-8",
        )
        places = {"LESSONLS_CONFIG": str(settings), "LESSONLS_HOME": str(bank or folder / "home")}
        try:
            target = subject.cut(folder)
            done = subprocess.run(
                [*_OPTIMIZE, f"{target.path}:{target.line}", *flags, "--json"],
                capture_output=True,
                text=True,
                timeout=60 * _MINUTES,
                check=False,
                env={**os.environ, **places},
            )
        except LessonlsError as error:
            return result.model_copy(update={"problem": str(error)})
        except subprocess.TimeoutExpired:
            return result.model_copy(update={"problem": f"took more than {_MINUTES} minutes"})
    if done.returncode > 1:
        return result.model_copy(update={"problem": done.stderr.strip()})
    return result.after(OptimizeReport.model_validate_json(done.stdout))


if __name__ == "__main__":
    typer.run(main)
