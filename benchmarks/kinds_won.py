"""Does a function find others on which the same kind of rewrite won?

    python -m benchmarks.campaign run --output WON [--data FOLDER]
    python -m benchmarks.kinds_won --won WON [--data FOLDER]

Each function for which a campaign of the built-in team found a faster rewrite asks for the nearest
others, as a run asks the bank; the kind is the category of the specialist that won. Compared are
the embeddings of the bank (code and lesson), the predicates, and both as the bank ranks: predicates
first, embeddings where these are equally like. Several campaigns make one list.
"""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import typer

from benchmarks.campaign.folder import records_of
from benchmarks.campaign.record import Record
from benchmarks.problems import subjects
from benchmarks.results import table
from benchmarks.retrieval import Figures, Matrix, averages, chance, figures
from lessonls.adapters.lexical_embedder import LexicalEmbedder
from lessonls.agents.specialists.features import predicate_of
from lessonls.core.predicate import Predicate, band, likeness
from lessonls.core.target import Mode


class Won(NamedTuple):
    """A function on which something won: the kind, the function, and the winner's lesson."""

    name: str
    kind: str
    code: str
    lesson: str
    predicate: Predicate


def main(
    won: Annotated[list[Path], typer.Option(help="Folder of a campaign; repeatable.")],
    data: Annotated[
        list[Path] | None, typer.Option(help="Its folder with problems; else our kernels.")
    ] = None,
) -> None:
    """Print precision and mean reciprocal rank for each way to compare."""
    folders: list[Path | None] = list(data or [])
    folders += [None] * (len(won) - len(folders))
    found = [one for pair in zip(won, folders, strict=True) for one in winners(*pair)]
    rows = [[name, *averages(one)] for name, one in compared(found).items()]
    typer.echo(f"{len(found)} functions, {len({one.kind for one in found})} kinds")
    typer.echo(table(("compared", "P@1", "P@3", "MRR"), rows))


def winners(folder: Path, data: Path | None) -> Iterator[Won]:
    """Of a campaign on the problems of `data`."""
    places = {(one.suite, one.name): one for one in subjects(data)}
    with tempfile.TemporaryDirectory() as scratch:
        for record in records_of(folder):
            best = record.report.best if record.report else None
            subject = places.get((record.suite, record.name))
            if best is None or subject is None:
                continue
            target = subject.cut(Path(scratch))
            predicate = predicate_of(target, Mode.SERIAL)
            yield Won(record.name, best.agent, target.code, _lesson(record), predicate)


def _lesson(record: Record) -> str:
    """What the winner said of its rewrite; empty if it said nothing."""
    report = record.report
    if report is None or report.best is None:
        return ""
    agent, number = report.best.agent, report.best.round
    said = (one.text for one in report.lessons if (one.agent, one.round) == (agent, number))
    return next(said, "")


def compared(found: Sequence[Won]) -> dict[str, list[Figures]]:
    """The figures of each way to compare, and of chance."""
    kinds = [one.kind for one in found]
    code, lesson = (asyncio.run(_vectors(texts)) for texts in _texts(found))
    words = (code @ code.T + code @ lesson.T) / 2
    alike = np.array([[likeness(a.predicate, b.predicate) for b in found] for a in found])
    ranked = np.vectorize(band)(alike) + words / 100
    ways = {"embeddings": words, "predicates": alike, "as the bank ranks": ranked}
    return {"chance": chance(kinds)} | {name: figures(way, kinds) for name, way in ways.items()}


def _texts(found: Sequence[Won]) -> tuple[list[str], list[str]]:
    return [one.code for one in found], [one.lesson for one in found]


async def _vectors(texts: Sequence[str]) -> Matrix:
    return np.array(await LexicalEmbedder().embed(texts))


if __name__ == "__main__":
    typer.run(main)
