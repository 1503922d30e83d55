"""How long the judge takes, how much it needs, and what it overlooks.

    python -m benchmarks.verdicts --data ../shared/data --only gemm --output results/verdicts.json

Every problem gets a judge process of its own, as in a run. The first verdict is *cold*: it
includes starting the process, building the baseline and finding the workload. Then there are
*warm* verdicts on candidates that are made mechanically: correct ones that compile to other
machine code, broken ones that still compile, and ones that do not compile. A broken one that
is judged correct is a survivor, and is shown: some compute the same by chance, others are
mistakes that the checks overlook.

Finished problems are written at once and not run again; ctrl-C loses the one in progress.
"""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice, zip_longest
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.footprint import watched
from benchmarks.problems import Problem, problems, write_target
from benchmarks.results import read, write
from benchmarks.verdict_figures import Judged, Result, Survivor, report
from lessonls.adapters.judge.protocol import ProcessJudge
from lessonls.adapters.private_files import private_folder
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.core.errors import LessonlsError
from lessonls.core.lesson import Brief
from lessonls.core.mutants import mutants, with_attribute, with_undeclared_name
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import VerdictKind
from lessonls.ports import Bench

_LEVELS = ('optimize("O2")', 'optimize("O1")', 'optimize("O2", "unroll-loops")')
"""Attributes that change the machine code of nearly every function, and never its results."""
_MOST_ATTEMPTS = 6
_GRACE = 1.0


def main(
    data: Annotated[Path, typer.Option(help="Folder with the authors' JSON files.")],
    output: Annotated[Path, typer.Option(help="JSON file that results are kept in.")],
    only: Annotated[str, typer.Option(help="Part of the names to run.")] = "",
    mode: Mode = Mode.SERIAL,
    correct: Annotated[int, typer.Option(help="Warm correct verdicts for each problem.")] = 3,
    broken: Annotated[int, typer.Option(help="Broken candidates for each problem.")] = 8,
) -> None:
    """Measure cold and warm verdicts of every problem in a folder.

    For example: python -m benchmarks.verdicts --data ../shared/data --output verdicts.json
    """
    results = {(r.suite, r.name): r for r in read(output, Result) if not r.problem}
    try:
        for suite, problem in problems(data):
            if (suite, problem.name) not in results and only in problem.name:
                typer.echo(f"{suite} {problem.name} ...", err=True)
                result = asyncio.run(_measured(suite, problem, mode, correct, broken))
                results[suite, problem.name] = result
                write(output, list(results.values()))
                typer.echo(f"  {result.line}", err=True)
    except KeyboardInterrupt:
        typer.echo(f"Stopped. The same command goes on; {output} has what is finished.", err=True)
        raise typer.Exit(130) from None
    shown = [result for result in results.values() if only in result.name]
    typer.echo(report(shown))


async def _measured(suite: str, problem: Problem, mode: Mode, correct: int, broken: int) -> Result:
    result = Result(suite=suite, name=problem.name)
    with tempfile.TemporaryDirectory() as sources, _temporary_folder() as folder:
        with watched(folder) as footprint:
            try:
                target = write_target(problem, Path(sources))
                await _judge_all(result, target, mode, correct, broken)
            except LessonlsError as error:
                result.problem = str(error)
        result.left_files = len(list(folder.iterdir()))
        if footprint.alive():
            await asyncio.sleep(_GRACE)
        result.left_processes = footprint.alive()
    result.memory, result.disk = footprint.memory, footprint.disk
    return result


async def _judge_all(result: Result, target: Target, mode: Mode, correct: int, broken: int) -> None:
    """Opens a bench and fills in all that its verdicts say."""
    started = time.perf_counter()
    async with ProcessJudge().open(target, mode) as bench:
        result.opening = time.perf_counter() - started
        candidates = islice(rewrites(target, mode), _MOST_ATTEMPTS + correct)
        for change, code in candidates:
            if len(result.correct) == correct:
                break
            verdict = await _judged(bench, code)
            result.first = first = result.first or verdict
            if verdict.kind is not VerdictKind.CORRECT:
                result.rejected.append(f"{change}: {verdict.kind}: {verdict.reason}")
            elif verdict.pairs and verdict is not first:
                result.correct.append(verdict)
        await _judge_broken(result, bench, target, broken)
        for number in range(correct):
            code = with_undeclared_name(target.code, target.language, number)
            result.not_compilable.append(await _judged(bench, code))


async def _judge_broken(result: Result, bench: Bench, target: Target, count: int) -> None:
    """The first `count` mutants that compile."""
    for mutant in mutants(target.code, target.language):
        if len(result.incorrect) + len(result.survivors) == count:
            break
        verdict = await _judged(bench, mutant.code)
        if verdict.kind is VerdictKind.NOT_COMPILABLE:
            continue
        if verdict.kind is VerdictKind.CORRECT:
            result.survivors.append(
                Survivor(
                    operator=mutant.operator,
                    change=f"line {mutant.line}: {mutant.change}",
                    same_machine_code=not verdict.pairs,
                )
            )
        else:
            result.incorrect.append(verdict)


async def _judged(bench: Bench, code: str) -> Judged:
    started = time.perf_counter()
    verdict = await bench.judge(code)
    return Judged(
        kind=verdict.kind,
        seconds=time.perf_counter() - started,
        pairs=verdict.pairs,
        reason=verdict.reason,
        stages=verdict.stages,
    )


def rewrites(target: Target, mode: Mode) -> Iterator[tuple[str, str]]:
    """What is changed, and the code: another optimization level first, then what the built-in
    team proposes, then more of the first kind. All are meant to be correct.
    """
    first, *others = (
        (text, with_attribute(target.code, target.language, text)) for text in _LEVELS
    )
    brief = Brief(target=target, mode=mode, round=0, start=target.code)
    made = [one.variants(brief, target.code) for one in SPECIALISTS if mode in one.modes]
    team = [(one.label, one.code) for row in zip_longest(*made) for one in row if one is not None]
    yield from [first, *team, *others]


@contextmanager
def _temporary_folder() -> Generator[Path]:
    """Where all temporary files go in the meantime, so that what is left can be counted."""
    before = tempfile.tempdir
    folder = private_folder()
    tempfile.tempdir = str(folder)
    os.environ["TMPDIR"], known = str(folder), os.environ.get("TMPDIR")
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        if known is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = known
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    typer.run(main)
