"""How long lessons of earlier runs take to find, and whether the bank survives being killed.

    python -m benchmarks.bank --lessons 1000 --lessons 100000
    python -m benchmarks.bank --kills 100

The lessons are made up, with the vectors of 200 made-up texts mixed at random. Times are of
`related`, as a run calls it once: in a process that used the bank before (*warm*), and in a
new one (*fresh*), from a bank that was opened never before to the answer; loading Python and its
modules is not part of it. Says on standard error how far it is.
"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.footprint import used
from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.lexical_embedder import LexicalEmbedder, vector_of
from lessonls.core.lesson import Lesson
from lessonls.core.selection import Setting
from lessonls.core.target import Language, Mode
from lessonls.core.verdict import Outcome

_BATCH = 10_000
_ASKED = 64
_TIMES = 15
_WRITERS = 4
_SETTING = Setting("0" * 16, Language.C, Mode.SERIAL, "gcc 12", "Example 1", LexicalEmbedder.name)
_SOME = "loop sum row column cache vector sort search graph edge bin count stencil neighbour prefix"
_OTHERS = "complex matrix product branch pointer queue string hash block tile index gather"
_WORDS = f"{_SOME} {_OTHERS}".split()

Vectors = Sequence[tuple[float, ...]]


def main(
    lessons: Annotated[list[int] | None, typer.Option(help="Size of a bank; repeatable.")] = None,
    kills: Annotated[int, typer.Option(help="How often writers are killed.")] = 0,
) -> None:
    """Print a table of latencies for each size, or what a hundred kills left."""
    if kills:
        _print_kills(survive(kills))
    sizes = lessons or ([] if kills else [1_000, 100_000])
    rows = [_measure(size) for size in sizes]
    if rows:
        titles = ("lessons", "filling", "indexing", "on disk", "index", "fresh", "worst")
        table = Table(*titles, "warm", "worst", "behind", box=None)
        for row in rows:
            table.add_row(*row)
        Console(width=max(110, Console().width)).print(table)


def _measure(size: int) -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        started = time.perf_counter()
        _fill(home, size)
        filled = time.perf_counter()
        asyncio.run(DiskBank(home).index_all())
        indexed = time.perf_counter()
        fresh = [_fresh(home) for _ in range(_TIMES)]
        warm = asyncio.run(_warm(home, _TIMES))
        asyncio.run(DiskBank(home).add_all(list(made_up(size, 128))))
        behind = asyncio.run(_warm(home, _TIMES))
        index = sum(path.stat().st_size for path in (home / "bank").glob("index-*"))
        return (
            f"{size:,}",
            f"{filled - started:.0f} s",
            f"{indexed - filled:.0f} s",
            f"{used(home) / 1e6:.0f} MB",
            f"{index / 1e6:.0f} MB",
            *(f"{pick(times):.1f} ms" for times in (fresh, warm) for pick in (median, max)),
            f"{median(behind):.1f} ms",
        )


def _fill(home: Path, size: int) -> None:
    bank = DiskBank(home)
    for start in range(0, size, _BATCH):
        count = min(_BATCH, size - start)
        asyncio.run(bank.add_all(list(made_up(start, count))))
        typer.echo(f"{start + count:,} of {size:,} lessons", err=True)


def made_up(start: int, count: int) -> Iterator[Lesson]:
    """Lessons with the numbers from `start`, the same in every process."""
    pool = _pool()
    for number in range(start, start + count):
        lot = random.Random(number)  # noqa: S311 - not a secret
        one, other = lot.choice(pool), lot.choice(pool)
        yield Lesson(
            id=f"{number + (1 << 60):016x}",
            text=f"Lesson {number}: {' '.join(lot.choices(_WORDS, k=12))}.",
            outcome=Outcome.SIGNIFICANTLY_FASTER,
            speedup=lot.uniform(1, 4),
            agent="example",
            round=0,
            code="x" * 400,
            function=f"f{number}",
            target_digest=f"{number // 4 + 1:016x}",
            language=Language.C,
            mode=Mode.SERIAL,
            compiler="gcc 12.2.0",
            cpu="Example 2",
            created=float(number),
            embedder=LexicalEmbedder.name,
            embedding=tuple(round((a + b) / 2, 4) for a, b in zip(one, other, strict=True)),
            source=other,
        )


@cache
def _pool() -> Vectors:
    lot = random.Random(0)  # noqa: S311 - not a secret
    return [vector_of(" ".join(lot.choices(_WORDS, k=15))) for _ in range(200)]


_FRESH = """
import asyncio, sys, time
from pathlib import Path
from benchmarks.bank import select_once
print(asyncio.run(select_once(Path(sys.argv[1]))))
"""


async def select_once(home: Path) -> float:
    """Milliseconds that a bank takes to be made and to answer for the first time."""
    (source,) = await LexicalEmbedder().embed(["sum of the rows of a matrix"])
    started = time.perf_counter()
    found = await DiskBank(home).related(source, _SETTING, _ASKED)
    seconds = time.perf_counter() - started
    if not found:
        raise SystemExit("The bank found nothing.")
    return seconds * 1e3


def _fresh(home: Path) -> float:
    command = [sys.executable, "-c", _FRESH, str(home)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


async def _warm(home: Path, times: int) -> list[float]:
    await select_once(home)
    return [await select_once(home) for _ in range(times)]


_WRITER = """
import asyncio, sys
from pathlib import Path
from benchmarks.bank import write_for_ever
asyncio.run(write_for_ever(Path(sys.argv[1]), int(sys.argv[2])))
"""


async def write_for_ever(home: Path, start: int) -> None:
    """Banks made-up lessons from the number `start` on, selects now and then, and says each id
    once it is banked.
    """
    bank = DiskBank(home)
    (source,) = await LexicalEmbedder().embed(["sum of the rows of a matrix"])
    for number in range(start, start + 1_000_000):
        (lesson,) = made_up(number, 1)
        await bank.add(lesson)
        os.write(1, f"{lesson.id}\n".encode())
        if number % 10 == 0:
            await bank.related(source, _SETTING, _ASKED)


@dataclass(frozen=True)
class Survival:
    """What was there after all kills."""

    kills: int
    announced: int
    lost: int
    found: int
    unreadable: int
    selections: int
    failed: int


def survive(kills: int) -> Survival:
    """Kills one of four writers after another at random moments, while a reader selects."""
    lot = random.Random(0)  # noqa: S311 - not a secret
    with TemporaryDirectory() as folder:
        home = Path(folder)
        writers = [_start(home, number) for number in range(_WRITERS)]
        announced: set[str] = set()
        selections = failed = 0
        for kill in range(kills):
            until = time.monotonic() + lot.uniform(0.05, 0.6)
            while time.monotonic() < until:
                good = asyncio.run(_reads(home))
                selections, failed = selections + 1, failed + (not good)
            announced |= _stop(writers.pop(0))
            if kill < kills - _WRITERS:
                writers.append(_start(home, kill + _WRITERS))
            if kill % 10 == 9:
                typer.echo(f"{kill + 1} of {kills} kills", err=True)
        for writer in writers:
            announced |= _stop(writer)
        bank = DiskBank(home)
        lessons = asyncio.run(bank.lessons())
        expected = {one.id: one for one in lessons}
        right = {id_ for id_ in announced & expected.keys() if _is_whole(expected[id_])}
        return Survival(
            kills, len(announced), len(announced - right), len(lessons), bank.unreadable,
            selections, failed,
        )  # fmt: skip


def _is_whole(lesson: Lesson) -> bool:
    (meant,) = made_up(int(lesson.id, 16) - (1 << 60), 1)
    return lesson == meant


def _start(home: Path, number: int) -> "subprocess.Popen[bytes]":
    output = home / f"writer-{number}.txt"
    command = [sys.executable, "-c", _WRITER, str(home), str(number * 1_000_000)]
    with output.open("wb") as file:
        process = subprocess.Popen(command, stdout=file)
    deadline = time.monotonic() + 60
    while output.stat().st_size == 0 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.args = str(output)
    return process


def _stop(process: "subprocess.Popen[bytes]") -> set[str]:
    """Kills a writer; the ids that it had announced."""
    process.kill()
    process.wait()
    return set(Path(str(process.args)).read_text().split("\n")[:-1])


async def _reads(home: Path) -> bool:
    (source,) = await LexicalEmbedder().embed(["sum of the rows of a matrix"])
    bank = DiskBank(home)
    found = await bank.related(source, _SETTING, _ASKED)
    again = await bank.get([one.id for one in found])
    return bool(found) and list(again) == list(found)


def _print_kills(result: Survival) -> None:
    table = Table("kills", "banked", "lost", "in the bank", "damaged", box=None)
    table.add_column("selections")
    table.add_column("wrong")
    cells = (result.kills, result.announced, result.lost, result.found, result.unreadable)
    table.add_row(*map(str, (*cells, result.selections, result.failed)))
    Console(width=max(100, Console().width)).print(table)


if __name__ == "__main__":
    sys.exit(typer.run(main))
