"""What the commands of campaigns have in common: progress, warnings, and how they fail."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.campaign.beginning import Problems
from benchmarks.campaign.folder import ResultFolder
from benchmarks.campaign.progress import Progress
from benchmarks.campaign.running import finish
from benchmarks.campaign.solving import Method
from lessonls.core.errors import LessonlsError

Folder = Annotated[Path, typer.Argument(help="The folder of a campaign.")]


def finished(folder: ResultFolder, problems: Problems, method: Method, places: int = 1) -> None:
    """Solves what is missing, and shows how far it is."""
    with Progress(folder) as progress:
        asyncio.run(finish(folder, problems, method, places=places, done=progress.done))


def warn(sentence: str) -> None:
    """To whoever sits there."""
    typer.echo(sentence, err=True)


@contextmanager
def failing(stopped: str = "Stopped.") -> Generator[None]:
    """Errors of ours end the program with their sentence, ctrl-C with `stopped`."""
    try:
        yield
    except LessonlsError as error:
        warn(str(error))
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        warn(stopped)
        raise typer.Exit(130) from None
