"""Where commands print, and how their work is run and stopped."""

import asyncio
import json
import signal
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

from pydantic import BaseModel
from rich.console import Console

from lessonls.core.wording import BUSY
from lessonls.ports import Judge

Result = TypeVar("Result")


def console() -> Console:
    """A console on standard output that invents no colours and no links."""
    return Console(highlight=False, markup=False, emoji=False)


def warn(message: str) -> None:
    """One sentence on standard error."""
    print(f"lessonls: {message}", file=sys.stderr, flush=True)


def tell_if_busy(judge: Judge) -> None:
    """A line on standard error where opening a bench has to wait."""
    if judge.busy():
        warn(f"{BUSY}.")


def print_json(report: BaseModel) -> None:
    """The report as one JSON object, and nothing else, on standard output.

    Plain ASCII: it survives every terminal, locale and half of a broken character.
    """
    print(json.dumps(report.model_dump(mode="json"), indent=2))


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs `work` to its end. Ctrl-C, SIGTERM and SIGHUP cancel it: what it opened is
    closed, and the command ends as by ctrl-C.
    """
    try:
        return asyncio.run(_cancelled_by_signals(work))
    except asyncio.CancelledError as stopped:
        raise KeyboardInterrupt from stopped


async def _cancelled_by_signals(work: Coroutine[Any, Any, Result]) -> Result:
    # asyncio.run itself cancels on SIGINT.
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            loop.add_signal_handler(number, task.cancel)
    return await task
