"""Whether a function's own text passes for a rewrite of it: at how many calls of a program it seems
to do something else than the original. Each of them is a false alarm. From the project's folder:

    .venv/bin/python -m benchmarks.program_alarms FILE:FUNCTION --build CMD --run CMD
"""

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.build import first_errors
from lessonls.adapters.judge.protocol.client import headers_of
from lessonls.adapters.judge.replay.first_look import CALL_SECONDS
from lessonls.adapters.judge.replay.naming import told
from lessonls.adapters.judge.replay.sampling import Compared, compared
from lessonls.adapters.judge.replay.schedule import spread
from lessonls.adapters.judge.replay.workshop import Workshop
from lessonls.adapters.preprocessor import Preprocessor
from lessonls.adapters.private_files import private_folder
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.commands.source import find_target
from lessonls.core.dispatcher import Edited
from lessonls.core.program import Program
from lessonls.core.target import Target
from lessonls_sandbox.replay.gate import STOP, Sample

_SECONDS = 280.0


def main(
    place: Annotated[str, typer.Argument(metavar="FILE:FUNCTION", help="What is looked at.")],
    run: Annotated[str, typer.Option(help="The command that calls the function.")],
    build: Annotated[str, typer.Option(help="The command that builds it.")] = "make",
    root: Annotated[
        Path | None, typer.Option(help="The project, if not the file's folder.")
    ] = None,
    calls: Annotated[int, typer.Option(min=1, help="At so many calls at most.")] = 200,
) -> None:
    """Prints how many calls were looked at and what came of them."""
    found = find_target(TreeSitterFinder(CompileCommands(), Preprocessor()), place)
    target = found.model_copy(update={"path": found.path.absolute()})
    name = target.qualified_name
    program = Program(run=run, build=build, root=(root or target.path.parent).absolute())
    folder = private_folder()
    try:
        workshop = Workshop(target, program, folder)
        built = workshop.build([target.code], _headers(target), _SECONDS)
        if built.status != 0:
            raise SystemExit(f"{name}: {first_errors(built.said)}")
        started = time.monotonic()
        looked_at = _looked_at(workshop, calls)
        typer.echo(f"{name}: {_row(looked_at)}; {time.monotonic() - started:.0f} s")
    finally:
        shutil.rmtree(folder)


def _headers(target: Target) -> tuple[Edited, ...]:
    found = headers_of(target).items()
    return tuple(Edited(str(path), text.decode("utf-8", "replace")) for path, text in found)


def _looked_at(workshop: Workshop, most: int) -> Sequence[Compared]:
    """What came of as many calls, spread over all that the program makes."""
    number = workshop.watch(1 << 62, _SECONDS, lambda _: STOP).calls
    planned, found = spread(number, most), list[Compared]()

    def look(sample: Sample) -> int:
        found.append(told(sample, compared(sample, CALL_SECONDS)))
        later = [call for call in planned if call > sample.number]
        return later[0] - sample.number if later else STOP

    if planned:
        workshop.watch(planned[0], _SECONDS, look)
    return found


def _row(found: Sequence[Compared]) -> str:
    unusable = [one for one in found if one.unusable]
    alarms = [one for one in found if not one.equal and not one.unusable]
    said = "".join(f"; call {one.call}: {one.difference or one.failure}" for one in alarms[:3])
    why = f" ({unusable[0].unusable})" if unusable else ""
    return (
        f"{len(found)} calls, {len(alarms)} false alarms, {len(unusable)} not to be repeated"
        f"{why}, {sum(one.changed > 0 for one in found)} changed something{said}"
    )


if __name__ == "__main__":
    typer.run(main)
