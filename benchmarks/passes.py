"""Which passes of the built-in team fire, and on which functions.

    python -m benchmarks.passes [DATA…] [--serial] [--names]

Nothing is compiled or timed: a pass fires on a function where it has a part in a variant that a
specialist proposes, and carries a variant where it is not merely supporting another pass. Without
DATA, a folder of problems or sources, the functions are our own kernels.
"""

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.problems import subjects
from lessonls.adapters.header_declarations import declarations_of
from lessonls.agents.specialists.recipes import Pass, variants
from lessonls.agents.specialists.specialist import code_of
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.core.errors import TargetError
from lessonls.core.target import Mode, Target


@dataclass
class Firing:
    """The functions on which a pass fires, and those on which it carries a variant."""

    functions: set[str] = field(default_factory=set[str])
    carried: set[str] = field(default_factory=set[str])


def main(
    data: Annotated[list[Path] | None, typer.Argument(help="Folders of problems.")] = None,
    serial: Annotated[bool, typer.Option(help="Only variants for one thread.")] = False,
    names: Annotated[bool, typer.Option(help="List the functions.")] = False,
) -> None:
    """Print the table."""
    table: dict[str, Firing] = defaultdict(Firing)
    seconds: list[float] = []
    for name, target in _targets(data or [None]):
        started = time.perf_counter()
        for mode in (Mode.SERIAL,) if serial else Mode:
            for one, carries in _fired(target, mode):
                table[one.label].functions.add(name)
                if carries:
                    table[one.label].carried.add(name)
        seconds.append(time.perf_counter() - started)
    every = {one.label for team in SPECIALISTS for recipe in team.recipes for one in recipe}
    typer.echo(f"{'functions':>9} {'carries':>7}  pass")
    for label in sorted(every, key=lambda one: (-len(table[one].functions), one)):
        firing = table[label]
        listed = f": {', '.join(sorted(firing.functions))}" if names and firing.functions else ""
        typer.echo(f"{len(firing.functions):9} {len(firing.carried):7}  {label}{listed}")
    alone = sum(len(table[one].functions) == 1 for one in every)
    never = sum(not table[one].functions for one in every)
    typer.echo(f"{len(every)} passes on {len(seconds)} functions: {never} never fire, {alone} once")
    median, worst = statistics.median(seconds), max(seconds)
    typer.echo(f"all variants of a function: {median * 1e3:.0f} ms (median), {worst:.2f} s (worst)")


def _targets(folders: Sequence[Path | None]) -> Iterator[tuple[str, Target]]:
    with tempfile.TemporaryDirectory() as folder:
        for data in folders:
            for subject in subjects(data):
                try:
                    yield subject.name, subject.cut(Path(folder))
                except TargetError as error:
                    typer.echo(f"{subject.name}: {error}", err=True)


def _fired(target: Target, mode: Mode) -> Iterator[tuple[Pass, bool]]:
    """The passes that had a part in a variant, each with whether it carries the variant."""
    code = code_of(target, mode, target.code, declarations_of(target))
    for specialist in SPECIALISTS:
        for variant in variants(code, specialist.recipes) if mode in specialist.modes else ():
            yield from ((one, not one.supporting) for one in variant.passes)


if __name__ == "__main__":
    typer.run(main)
