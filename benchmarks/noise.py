"""Does the clock find what is there, and nothing else? Ten kernels, with planted improvements.

    python -m benchmarks.noise --runs 20 --output results/noise.json

Every kernel in `benchmarks/planted` can do a share of its work again: none, 5% or 10% of it.
The candidate never does. With 0% both are the same machine code under two names, so that
every win that is claimed is a false one; with 5% and 10% the improvement is known, because
what is done again is counted, not measured. `--busy 4` keeps four loops busy beside it.

A run is the product's own timing session, and a second one where the first says “faster”,
as before an answer. Finished runs are written at once and not run again.
"""

import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from benchmarks.benches import bench_of
from benchmarks.noise_figures import Run, report
from benchmarks.results import read, write
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.workbench import Workbench
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Mode, Target

KERNELS = Path(__file__).parent / "planted"
_NOTHING = "one_in = 1000000000;"
_ONE_IN = {0: _NOTHING, 5: "one_in = 20;", 10: "one_in = 10;"}
"""Percent of the work that the baseline does again -> the line that makes it do so."""
_SPIN = """
import os
started_by = os.getppid()
while os.getppid() == started_by:
    for _ in range(10**6):
        pass
"""


def main(
    output: Annotated[Path, typer.Option(help="JSON file that results are kept in.")],
    runs: Annotated[int, typer.Option(help="Runs of each kernel and share.")] = 20,
    busy: Annotated[int, typer.Option(help="Busy loops beside the measurement.")] = 0,
    only: Annotated[str, typer.Option(help="Part of the kernels' names to run.")] = "",
    percent: Annotated[
        list[int] | None, typer.Option(help="Planted improvement: 0, 5 or 10; again for more.")
    ] = None,
) -> None:
    """Time ten kernels against themselves and against known improvements.

    For example: python -m benchmarks.noise --runs 20 --busy 4 --output noise.json
    """
    done = read(output, Run)
    paths = [path for path in sorted(KERNELS.iterdir()) if only in path.stem]
    try:
        with _busy_loops(busy):
            for path in paths:
                for share in percent or _ONE_IN:
                    known = {run.number for run in done if run.key == (path.stem, share, busy)}
                    missing = [number for number in range(runs) if number not in known]
                    for run in _measured(path, share, busy, missing):
                        done.append(run)
                        write(output, done)
                        typer.echo(run.line, err=True)
    except KeyboardInterrupt:
        typer.echo(f"Stopped. The same command goes on; {output} has what is finished.", err=True)
        raise typer.Exit(130) from None
    shown = [run for run in done if run.busy == busy and only in run.function]
    typer.echo(report(shown))


def _measured(path: Path, percent: int, busy: int, numbers: list[int]) -> Iterator[Run]:
    """The runs with these numbers, on one bench."""
    if not numbers:
        return
    try:
        with ExitStack() as stack:
            bench = stack.enter_context(_bench(path, percent))
            for number in numbers:
                yield _run(
                    bench, Run(function=path.stem, percent=percent, busy=busy, number=number)
                )
    except LessonlsError as error:
        typer.echo(f"{path.stem}, {percent}%: {error}", err=True)


def _run(bench: Workbench, run: Run) -> Run:
    """One session, and a second one where the first claims a win."""
    # Another text in every run: the bench remembers its verdicts by the text.
    code = f"{planted(bench.target.code, 0)}  // run {run.number}"
    verdict = bench.judge(code, shortcut=False)
    if verdict.interval is None or verdict.speedup is None:
        return run.model_copy(update={"problem": f"{verdict.kind}: {verdict.reason}"})
    measured = {
        "speedup": verdict.speedup,
        "interval": verdict.interval,
        "pairs": verdict.pairs,
        "seconds": median(verdict.baseline_times),
        "claimed": verdict.faster,
        "confirmed": verdict.faster and bench.confirm(code).faster,
    }
    return run.model_copy(update=measured)


@contextmanager
def _bench(path: Path, percent: int) -> Generator[Workbench]:
    """A bench whose baseline does a share of its work again."""
    with (
        tempfile.TemporaryDirectory() as sources,
        bench_of(_target(path, percent, Path(sources)), Mode.SERIAL) as bench,
    ):
        yield bench


def _target(path: Path, percent: int, folder: Path) -> Target:
    source = planted(path.read_text(encoding="utf-8"), percent)
    copy = folder / path.name
    copy.write_text(source, encoding="utf-8")
    return TreeSitterFinder(CompileCommands()).named(copy, source, path.stem)


def planted(code: str, percent: int) -> str:
    """A kernel that does this share of its work again: 0, 5 or 10 percent."""
    for line in _ONE_IN.values():
        code = code.replace(line, _ONE_IN[percent])
    return code


@contextmanager
def _busy_loops(count: int) -> Generator[None]:
    """Processes that only burn time; they end with us, however we end."""
    loops = [subprocess.Popen([sys.executable, "-c", _SPIN]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


if __name__ == "__main__":
    typer.run(main)
