"""The figures of the built-in team: for how many functions is a speedup verified, and which?

    python -m benchmarks.builtin --data FOLDER --mode serial --output results/serial.jsonl

Every function is one run of `lessonls optimize --json` with a bank of its own, one after the
other, on a machine that should have nothing else to do. Finished functions are written at
once and not run again.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from benchmarks.problems import Problem, problems, write_source
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Mode

_MINUTES = 10
_OPTIMIZE = (sys.executable, "-m", "lessonls.cli", "optimize")


class Result(BaseModel):
    """`speedup` is 1 where nothing faster was verified; `problem` says why a run failed."""

    suite: str
    name: str
    exit_code: int
    speedup: float = 1.0
    interval: tuple[float, float] | None = None
    agent: str = ""
    candidates: int = 0
    seconds: float = 0.0
    problem: str = ""


def main(
    data: Annotated[Path, typer.Option(help="Folder with the authors' JSON files.")],
    output: Annotated[Path, typer.Option(help="JSON Lines file that results are added to.")],
    mode: Mode = Mode.SERIAL,
    only: Annotated[str, typer.Option(help="Part of the names to run.")] = "",
) -> None:
    """Run the built-in team on every function of a folder and print the table."""
    output.parent.mkdir(parents=True, exist_ok=True)
    done = {(r.suite, r.name): r for r in _read(output)}
    for suite, problem in problems(data):
        if (suite, problem.name) not in done and only in problem.name:
            result = optimized(suite, problem, mode)
            with output.open("a", encoding="utf-8") as file:
                file.write(result.model_dump_json() + "\n")
            done[suite, problem.name] = result
            print(_row(result), flush=True)  # noqa: T201
    print(summary(list(done.values())))  # noqa: T201


def optimized(suite: str, problem: Problem, mode: Mode) -> Result:
    """One run with an empty bank."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            path, line = write_source(problem, Path(folder))
        except LessonlsError as error:
            return Result(suite=suite, name=problem.name, exit_code=2, problem=str(error))
        done = subprocess.run(
            [*_OPTIMIZE, f"{path}:{line}", "--mode", mode.value, "--json"],
            capture_output=True,
            text=True,
            timeout=60 * _MINUTES,
            check=False,
            env={**os.environ, "LESSONLS_HOME": folder},
        )
    base = Result(suite=suite, name=problem.name, exit_code=done.returncode)
    if done.returncode > 1:
        return base.model_copy(update={"problem": done.stderr.strip()})
    report = json.loads(done.stdout)
    update = {"candidates": len(report["candidates"]), "seconds": report["seconds"]}
    best = report["best"]
    if best is not None:
        update |= {name: best[name] for name in ("speedup", "interval", "agent")}
    return Result.model_validate({**base.model_dump(), **update})


def summary(results: list[Result]) -> str:
    """A line per set: functions, verified above 1.1 and 2, geometric mean, seconds."""
    lines: list[str] = []
    for suite in sorted({result.suite for result in results}):
        own = [result for result in results if result.suite == suite]
        speedups = [max(result.speedup, 1.0) for result in own]
        mean = math.exp(sum(map(math.log, speedups)) / len(speedups))
        seconds = sorted(result.seconds for result in own)
        lines.append(
            f"{suite}: {len(own)} functions, {sum(r.exit_code < 2 for r in own)} judged,"
            f" {sum(s > 1.1 for s in speedups)} above 1.1, {sum(s > 2 for s in speedups)}"
            f" above 2, geometric mean {mean:.2f}, median {seconds[len(own) // 2]:.0f} s a run"
        )
    return "\n".join(lines)


def _row(result: Result) -> str:
    if result.problem:
        return f"{result.suite:10} {result.name:45} {result.problem}"
    interval = "" if result.interval is None else " [{:.2f}, {:.2f}]".format(*result.interval)
    return (
        f"{result.suite:10} {result.name:45} {result.speedup:6.2f}x{interval}"
        f" {result.agent} ({result.candidates} candidates, {result.seconds:.0f} s)"
    )


def _read(path: Path) -> list[Result]:
    if not path.exists():
        return []
    return [Result.model_validate_json(line) for line in path.read_text().splitlines()]


if __name__ == "__main__":
    typer.run(main)
