"""Beyond compilers: how far is the built-in team from the best library that we know of?

    python -m benchmarks.limits --output results/limits.json

Each of ten functions in `benchmarks/limits` has the same function beside it with a call of
BLIS, FFTW, the C++ library or memcpy in its place (`NAME.limit`). The team optimizes the
original with `lessonls optimize`; then its answer and the library's are judged on one bench: the
same workload, the same checks, interleaved pairs with the same original. Libraries run on one
thread. They come with `apt-get install libblis-serial-dev libfftw3-dev`.

Finished functions are written at once and not run again; ctrl-C loses the one in progress.
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import geometric_mean
from typing import Annotated

import typer
from pydantic import BaseModel

from benchmarks.benches import bench_of
from benchmarks.campaign.beginning import method_of
from benchmarks.campaign.solving import solved
from benchmarks.problems import Subject, kernel
from benchmarks.results import read, table, write
from benchmarks.strategies.lessons import LESSONS
from lessonls.config import Settings
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Mode
from lessonls.core.verdict import Verdict
from lessonls_sandbox.errors import SandboxError

FUNCTIONS = Path(__file__).parent / "limits"
LIBRARIES = ("-Wl,--no-as-needed", "-lblis", "-lfftw3")
_HEAD = ("function", "original, ms", "team", "library", "team's time / library's")


class Result(BaseModel):
    """One function: seconds of one call of the original, and two speedups over it.

    `team` is 1 where the team found nothing; `problem` says why a comparison was not possible.
    """

    name: str
    seconds: float = 0.0
    team: float = 1.0
    library: float = 0.0
    problem: str = ""

    @property
    def distance(self) -> float:
        """How many times as long as the library the team's answer takes."""
        return self.library / self.team


def main(
    output: Annotated[Path, typer.Option(help="JSON file that results are kept in.")],
    only: Annotated[str, typer.Option(help="Part of the names to run.")] = "",
) -> None:
    """Compare the built-in team's answers with the best libraries.

    For example: python -m benchmarks.limits --output limits.json
    """
    results = {result.name: result for result in read(output, Result)}
    sources = sorted(path for path in FUNCTIONS.glob("*.c*") if only in path.stem)
    try:
        for number, path in enumerate(sources, 1):
            if path.stem not in results or results[path.stem].problem:
                results[path.stem] = compared(path)
                write(output, list(results.values()))
                typer.echo(f"{number}/{len(sources)} {line(results[path.stem])}", err=True)
    except KeyboardInterrupt:
        typer.echo(f"Stopped. The same command goes on; {output} has what is finished.", err=True)
        raise typer.Exit(130) from None
    typer.echo(report([results[path.stem] for path in sources]))


def compared(path: Path) -> Result:
    """The team's answer for one function against the library's, on one bench."""
    result = Result(name=path.stem)
    subject = Subject(FUNCTIONS.name, path.stem, partial(kernel, path))
    record = asyncio.run(solved(subject, 0, method_of(LESSONS, Settings(), warn=_warn)))
    if record.report is None:
        return result.model_copy(update={"problem": record.problem})
    answer = record.report.best
    target = kernel(path)
    target = target.model_copy(update={"flags": (*target.flags, *LIBRARIES)})
    try:
        with bench_of(target, Mode.SERIAL) as bench:
            result.seconds = bench.baseline_seconds
            result.library = _speedup(bench.judge(path.with_suffix(".limit").read_text("utf-8")))
            result.team = _speedup(bench.judge(answer.code)) if answer else 1.0
    except (LessonlsError, SandboxError) as error:
        result.problem = str(error)
    return result


def _warn(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _speedup(verdict: Verdict) -> float:
    """Raises LessonlsError with the reason if there is none."""
    if verdict.speedup is None:
        raise LessonlsError(f"{verdict.kind.value}: {verdict.reason}")
    return verdict.speedup


def line(result: Result) -> str:
    """One function as progress shows it."""
    return f"{result.name:16} {result.problem or ' '.join(_figures(result))}"


def report(results: Sequence[Result]) -> str:
    """The table, and what could not be compared."""
    judged = [result for result in results if not result.problem]
    if not judged:
        return "nothing was compared."
    rows = [[result.name, *_figures(result)] for result in judged]
    mean = geometric_mean([result.distance for result in judged])
    parts = [table(_HEAD, [*rows, ["geometric mean", "", "", "", f"{mean:.2f}"]])]
    problems = [f"{result.name}: {result.problem}" for result in results if result.problem]
    if problems:
        parts.append("\n".join(["not compared:", *problems]))
    return "\n\n".join(parts)


def _figures(result: Result) -> list[str]:
    return [
        f"{result.seconds * 1000:.2f}",
        f"{result.team:.2f}x",
        f"{result.library:.2f}x",
        f"{result.distance:.2f}",
    ]


if __name__ == "__main__":
    typer.run(main)
