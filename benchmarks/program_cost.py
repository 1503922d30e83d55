"""What it costs to look at calls inside a program, by how much memory the program has in use.

Between two calls the program writes into each of its pages, which is when a copy of it costs most.
From the project's folder:

    .venv/bin/python -m benchmarks.program_cost
"""

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Annotated, NamedTuple

import typer

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.replay.sampling import compared
from lessonls.adapters.judge.replay.workshop import Workshop
from lessonls.adapters.private_files import private_folder
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.program import Program
from lessonls_sandbox.replay.gate import NEVER, Sample, Variant

SIZES = (8, 100, 1000)
CALLS, SAMPLES = 200, 60
_SECONDS = 280.0

SOURCE = """#include <stdio.h>
#include <stdlib.h>
long work(long *cells, long n) {
    long sum = 0;
    for (long i = 0; i < n; i += n / 16) sum += cells[i] += i;
    return sum;
}
int main(void) {
    long const n = MEGABYTES * 131072L;
    long *const cells = malloc(n * sizeof *cells);
    long sum = 0;
    for (long i = 0; i < n; ++i) cells[i] = i;
    for (int call = 0; call < CALLS; ++call) {
        for (long i = 0; WRITES && i < n; i += 512) cells[i] += call;
        sum += work(cells, n);
    }
    printf("%ld\\n", sum);
    return 0;
}
"""


class Costs(NamedTuple):
    """Seconds of a checkpoint, of a trial and of the comparison of a call; and of the program when
    nobody looks, when it is copied at some calls, and when these are compared.
    """

    checkpoint: float
    trial: float
    comparison: float
    alone: float
    copied: float
    watched: float


def main(
    megabytes: Annotated[list[int] | None, typer.Option(help="Sizes of the program.")] = None,
    still: Annotated[bool, typer.Option(help="The program writes nothing between calls.")] = False,
) -> None:
    """Prints a row for each size."""
    typer.echo(
        f"MB | ms a checkpoint, a trial, a comparison | s the program of {CALLS} calls,"
        f" copied at {SAMPLES}, compared at {SAMPLES}"
    )
    for size in megabytes or SIZES:
        found = _costs(size, writes=not still)
        each = ", ".join(f"{1e3 * seconds:.1f}" for seconds in found[:3])
        whole = ", ".join(f"{seconds:.2f}" for seconds in found[3:])
        typer.echo(f"{size} | {each} | {whole}")


def _costs(size: int, *, writes: bool) -> Costs:
    folder = private_folder()
    try:
        workshop = _workshop(folder, size, writes=writes)
        alone = workshop.whole(0, _SECONDS)
        between, copied = _between(workshop)
        trials, _ = _spent(workshop, _trial)
        comparisons, watched = _spent(workshop, _comparison)
        return Costs(
            max(0.0, between - (alone.seconds / CALLS if alone else 0.0)),
            trials,
            comparisons,
            alone.seconds if alone else 0.0,
            copied,
            watched,
        )
    finally:
        shutil.rmtree(folder)


def _workshop(folder: Path, size: int, *, writes: bool) -> Workshop:
    user = folder / "user"
    user.mkdir()
    text = SOURCE.replace("MEGABYTES", str(size)).replace("CALLS", str(CALLS))
    text = text.replace("WRITES", str(int(writes)))
    (user / "work.c").write_text(text, encoding="utf-8")
    target = TreeSitterFinder(CompileCommands()).named(user / "work.c", text, "work")
    program = Program(build="gcc -O2 -o work work.c", run="./work", root=user)
    made = Workshop(target, program, folder)
    made.build([target.code], (), _SECONDS)
    return made


def _between(workshop: Workshop) -> tuple[float, float]:
    """Seconds from a call that is looked at to the next one, the median, and those of the run."""
    moments = list[float]()

    def look(_: Sample) -> int:
        moments.append(time.monotonic())
        return 1 if len(moments) < SAMPLES else NEVER

    seen = workshop.watch(1, _SECONDS, look)
    return median(later - earlier for earlier, later in pairwise(moments)), seen.seconds


def _spent(workshop: Workshop, what: Callable[[Sample], None]) -> tuple[float, float]:
    """Seconds that it takes at a call, the median, and those of the run."""
    seconds = list[float]()

    def look(sample: Sample) -> int:
        started = time.monotonic()
        what(sample)
        seconds.append(time.monotonic() - started)
        return 1 if len(seconds) < SAMPLES else NEVER

    seen = workshop.watch(1, _SECONDS, look)
    return median(seconds), seen.seconds


def _trial(sample: Sample) -> None:
    with closing(sample.trial(Variant.REWRITE)) as trial:
        trial.run_to(sample.runtime.done, _SECONDS)


def _comparison(sample: Sample) -> None:
    compared(sample, _SECONDS)


if __name__ == "__main__":
    typer.run(main)
