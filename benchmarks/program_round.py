"""How long the candidates of a round take that are judged inside a program: together, as the loop
has them judged, and one after the other as if none knew of the others. From the project's folder:

    .venv/bin/python -m benchmarks.program_round FILE:FUNCTION REWRITE... --build CMD --run CMD
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.protocol import ProcessJudge
from lessonls.adapters.preprocessor import Preprocessor
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.commands.source import find_target
from lessonls.core.program import Inputs, Program
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import Verdict


def main(
    place: Annotated[str, typer.Argument(metavar="FILE:FUNCTION", help="What is rewritten.")],
    rewrites: Annotated[list[Path], typer.Argument(help="Files with a rewrite each.")],
    run: Annotated[str, typer.Option(help="The command that calls the function.")],
    build: Annotated[str, typer.Option(help="The command that builds it.")] = "make",
    root: Annotated[
        Path | None, typer.Option(help="The project, if not the file's folder.")
    ] = None,
    times: Annotated[int, typer.Option(min=1, help="How often the round is judged.")] = 1,
) -> None:
    """Prints what each rewrite took and its verdict, and the sum of each round."""
    target = find_target(TreeSitterFinder(CompileCommands(), Preprocessor()), place)
    codes = [rewrite.read_text(encoding="utf-8") for rewrite in rewrites]
    program = Program(run=run, build=build, root=(root or target.path.parent).absolute())
    for _ in range(times):
        for together in (False, True):
            typer.echo("together:" if together else "alone:")
            verdicts, seconds = asyncio.run(_round(target, program, codes, together=together))
            for rewrite, verdict in zip(rewrites, verdicts, strict=True):
                typer.echo(f"  {rewrite.name}: {_row(verdict)}")
            typer.echo(f"  the round: {seconds:.1f} s, of which builds {_building(verdicts):.1f} s")


async def _round(
    target: Target, program: Program, codes: Sequence[str], *, together: bool
) -> tuple[Sequence[Verdict], float]:
    """The verdicts, and the seconds that they took together."""
    judge = ProcessJudge(ahead=False, program=program, inputs=Inputs.PROGRAM)
    async with judge.open(target, Mode.SERIAL) as bench:
        started = time.monotonic()
        if together:
            await bench.expect(codes)
        verdicts = [await bench.judge(code) for code in codes]
        return verdicts, time.monotonic() - started


def _row(verdict: Verdict) -> str:
    stages = ", ".join(f"{name} {spent:.1f}" for name, spent in (verdict.stages or {}).items())
    speedup = f" {verdict.speedup:.2f}x" if verdict.speedup else ""
    reason = f" ({verdict.reason})" if verdict.reason else ""
    return f"{verdict.kind.value}{speedup}{reason}; {verdict.seconds:.1f} s: {stages}"


def _building(verdicts: Sequence[Verdict]) -> float:
    return sum((verdict.stages or {}).get("building", 0.0) for verdict in verdicts)


if __name__ == "__main__":
    typer.run(main)
