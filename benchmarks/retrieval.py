"""Whether relevance means something: do related functions find each other?

    python -m benchmarks.retrieval --data FOLDER

Every function of the problem lists asks for the nearest other functions, as a run asks the bank.
The answer is right where the problem is of the same type. Nothing is compiled or run.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import comb, log1p
from pathlib import Path
from re import findall
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Annotated, cast

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.problems import problems, write_target
from lessonls.adapters.lexical_embedder import LexicalEmbedder
from lessonls.agents.specialists.specialist import Specialist
from lessonls.agents.specialists.team import builtin_team
from lessonls.core.lesson import Brief
from lessonls.core.target import Mode, Target
from lessonls.ports import Embedder

Matrix = NDArray[np.float64]

_BEST_OF = 3


@dataclass(frozen=True)
class Entry:
    """A function, its type, its code with its own name and without, and a lesson on it."""

    name: str
    kind: str
    code: str
    nameless: str
    lesson: str


@dataclass(frozen=True)
class Figures:
    """How well related functions were found: each from 0 to 1."""

    first: float
    three: float
    reciprocal: float


class PlainWords:
    """Words alone, as lessonls had it first: hashed, with four endings cut off."""

    name = "words-384-v1"
    _english = "an and are as at be by for from has in is it its no not of on one or that the than"
    _also = "then this to was with auto bool char class const do double else float if include"
    _code = "inline int long return short signed size static std struct template typename"
    _more = "unsigned using vector void while"
    _common = frozenset(f"{_english} {_also} {_code} {_more}".split())

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        """One vector of unit length per text."""
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> tuple[float, ...]:
        slots = np.zeros(384)
        for word, count in Counter(self._words(text)).items():
            address = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
            slots[address % 384] += (1.0 if address >> 63 else -1.0) * log1p(count)
        length = float(np.linalg.norm(slots)) or 1.0
        return tuple((slots / length).tolist())

    def _words(self, text: str) -> Iterator[str]:
        for found in findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", text):
            word = found.lower()
            if len(word) > 1 and word not in self._common:
                endings = ("ing", "ed", "es", "s")
                cut = (e for e in endings if word.endswith(e) and len(word) - len(e) > 2)
                yield word.removesuffix(next(cut, ""))


def main(
    data: Annotated[Path, typer.Option(help="Folder with problem lists as JSON.")],
) -> None:
    """Print precision and mean reciprocal rank, over all and for each type of problem."""
    entries = list(_entries(data))
    kinds = [entry.kind for entry in entries]
    rows = [("chance", "", chance(kinds))]
    latest: list[Figures] = []
    for embedder in (PlainWords(), LexicalEmbedder()):
        source, nameless, lesson = asyncio.run(_vectors(embedder, entries))
        to_source, to_lesson = source @ source.T, source @ lesson.T
        ways = {
            "code": to_source,
            "nameless": nameless @ nameless.T,
            "lesson": to_lesson,
            "both": (to_source + to_lesson) / 2,
        }
        rows += [(embedder.name, way, figures(close, kinds)) for way, close in ways.items()]
        latest = figures(ways["both"], kinds)
    _print(rows, kinds)
    _print_kinds(latest, chance(kinds), kinds)


def _entries(data: Path) -> Iterator[Entry]:
    with TemporaryDirectory() as folder:
        for _, problem in problems(data):
            target = write_target(problem, Path(folder))
            lesson = _lesson(target)
            nameless = target.code.replace(target.name, "f")
            yield Entry(problem.name, problem.problem_type, target.code, nameless, lesson)


def _lesson(target: Target) -> str:
    """What the built-in team would say of its first idea for a function, were it faster."""
    brief = Brief(target=target, mode=Mode.SERIAL, round=0, start=target.code)
    for agent in builtin_team(Mode.SERIAL):
        specialist = cast("Specialist", agent)
        for variant in specialist.variants(brief, brief.start):
            what = f"In {target.qualified_name}, {variant.change}"
            return f"{what} made the function 2.00x as fast, {variant.why}."
    return f"Nothing was found for {target.qualified_name}."


async def _vectors(embedder: Embedder, entries: Sequence[Entry]) -> tuple[Matrix, Matrix, Matrix]:
    sources = await embedder.embed([entry.code for entry in entries])
    nameless = await embedder.embed([entry.nameless for entry in entries])
    lessons = await embedder.embed([entry.lesson for entry in entries])
    return np.array(sources), np.array(nameless), np.array(lessons)


def figures(closeness: Matrix, kinds: Sequence[str]) -> list[Figures]:
    """For every function, how well its row of closenesses puts its own kind first."""
    found: list[Figures] = []
    for place, row in enumerate(closeness):
        order = [other for other in np.argsort(-row, kind="stable") if other != place]
        right = [kinds[other] == kinds[place] for other in order]
        rank = right.index(True) + 1 if any(right) else len(right)
        found.append(Figures(right[0], mean(right[:_BEST_OF]), 1 / rank))
    return found


def chance(kinds: Sequence[str]) -> list[Figures]:
    """What an order by lot gives on average."""
    others = len(kinds) - 1
    found: list[Figures] = []
    for kind in kinds:
        right = kinds.count(kind) - 1
        # The first right one stands at a rank when all others are among those behind it.
        ways = ((comb(others - rank, right - 1), rank) for rank in range(1, others - right + 2))
        reciprocal = sum(way / rank for way, rank in ways) / comb(others, right) if right else 0.0
        found.append(Figures(right / others, right / others, reciprocal))
    return found


def averages(figures: Sequence[Figures]) -> tuple[str, str, str]:
    """P@1, P@3 and the mean reciprocal rank, in words."""
    columns: tuple[Callable[[Figures], float], ...] = (
        lambda one: one.first,
        lambda one: one.three,
        lambda one: one.reciprocal,
    )
    first, three, reciprocal = (f"{mean(map(column, figures)):.2f}" for column in columns)
    return first, three, reciprocal


def _print(rows: Sequence[tuple[str, str, list[Figures]]], kinds: Sequence[str]) -> None:
    """All functions alike, then without the largest type, which chance finds as well."""
    largest = max(set(kinds), key=kinds.count)
    small = [place for place, kind in enumerate(kinds) if kind != largest]
    titles = ("vectors", "compared", "P@1", "P@3", "MRR", "P@1 rest", "P@3 rest", "MRR rest")
    table = Table(*titles, box=None, title=f"{len(kinds)} functions; rest: without {largest}")
    for name, way, found in rows:
        table.add_row(name, way, *averages(found), *averages([found[at] for at in small]))
    Console(width=max(100, Console().width)).print(table)


def _print_kinds(found: list[Figures], lot: list[Figures], kinds: Sequence[str]) -> None:
    table = Table("type", "functions", "P@1", "P@3", "MRR", "chance P@1", "MRR", box=None)
    for kind in sorted(set(kinds)):
        at = [place for place, other in enumerate(kinds) if other == kind]
        by_lot = averages([lot[place] for place in at])
        table.add_row(kind, str(len(at)), *averages([found[place] for place in at]), *by_lot[::2])
    Console(width=max(100, Console().width)).print(table)


if __name__ == "__main__":
    sys.exit(typer.run(main))
