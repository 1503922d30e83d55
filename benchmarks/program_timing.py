"""How well calls are timed inside a program: calls of four lengths, each judged again and again.

A rewrite that is the same must not seem faster or slower, and one that does a tenth less must be
found to. From the project's folder:

    .venv/bin/python -m benchmarks.program_timing --times 10
"""

import asyncio
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.protocol import ProcessJudge
from lessonls.adapters.private_files import private_folder
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.program import Inputs, Program
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import Verdict

STEPS = {"1 us": 700, "20 us": 14_000, "1 ms": 700_000, "50 ms": 35_000_000}
"""About so many iterations take that long."""

SOURCE = """unsigned long turns;

unsigned long work(unsigned long n, unsigned long x) {
    for (unsigned long i = 0; i < n; ++i) {
        x = x * 3 + i;
        __asm__ volatile("" : "+r"(x));
    }
    unsigned long rest = 0;
    for (unsigned long i = 0; i < n / 10; ++i) {
        rest = rest * 3 + i;
        __asm__ volatile("" : "+r"(rest));
    }
    turns += n;
    return x;
}
"""
TENTH = SOURCE[SOURCE.index("    unsigned long rest") : SOURCE.index("    turns += n;")]
MAIN = """#include <stdio.h>
unsigned long work(unsigned long n, unsigned long x);
int main(void) {
    unsigned long sum = 0;
    for (int i = 0; i < CALLS; ++i) sum += work(STEPS, sum);
    printf("%lu\\n", sum);
}
"""


def main(
    times: Annotated[int, typer.Option(min=1, help="How often each rewrite is judged.")] = 10,
    length: Annotated[
        list[str] | None, typer.Option(help="Lengths of a call, “50 ms”; all if there is none.")
    ] = None,
    together: Annotated[
        bool, typer.Option(help="In one build with each other, as candidates of a round.")
    ] = False,
) -> None:
    """Prints a row for each length."""
    typer.echo(
        "a call | A/A: interval contains 1 | half-width | 1.10x found | its median speedup"
        " | seconds per verdict"
    )
    for name in length or STEPS:
        started = time.monotonic()
        same, tenth = asyncio.run(_judged(STEPS[name], times, together=together))
        seconds = (time.monotonic() - started) / (2 * times)
        typer.echo(f"{name} | {_row(same, tenth)} | {seconds:.1f}")


async def _judged(
    steps: int, times: int, *, together: bool
) -> tuple[Sequence[Verdict], Sequence[Verdict]]:
    folder = private_folder()
    try:
        target = _project(folder, steps)
        program = Program(run="./work", build="gcc -O2 -o work work.c main.c", root=folder)
        judge = ProcessJudge(ahead=False, program=program, inputs=Inputs.PROGRAM)
        less = target.code.replace(TENTH, "")
        async with judge.open(target, Mode.SERIAL) as bench:
            same = [_numbered(target.code, turn) for turn in range(times)]
            tenth = [_numbered(less, turn) for turn in range(times)]
            if together:
                await bench.expect([*same, *tenth])
            verdicts = [await bench.judge(code) for code in (*same, *tenth)]
        return verdicts[:times], verdicts[times:]
    finally:
        shutil.rmtree(folder)


def _numbered(code: str, turn: int) -> str:
    """Another text of the same code, which the compiler does not merge with that of others."""
    head, brace, body = code.partition("{")
    return f"__attribute__((no_icf)) {head}{brace} /* {turn} */{body}"


def _project(folder: Path, steps: int) -> Target:
    calls = max(5, min(1000, 1_000_000 // steps))
    main = MAIN.replace("CALLS", str(calls)).replace("STEPS", f"{steps}UL")
    (folder / "main.c").write_text(main, encoding="utf-8")
    (folder / "work.c").write_text(SOURCE, encoding="utf-8")
    return TreeSitterFinder(CompileCommands()).named(folder / "work.c", SOURCE, "work")


def _row(same: Sequence[Verdict], tenth: Sequence[Verdict]) -> str:
    intervals = [one.interval for one in same if one.interval is not None]
    held = sum(low <= 1 <= high for low, high in intervals)
    width = median((high - low) / 2 for low, high in intervals) if intervals else 0.0
    found = sum(one.faster and not one.reason for one in tenth)
    speedup = median(one.speedup or 0.0 for one in tenth)
    return f"{held} of {len(intervals)} | {width:.3f} | {found} of {len(tenth)} | {speedup:.3f}"


if __name__ == "__main__":
    typer.run(main)
