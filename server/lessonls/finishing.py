"""What a run found, as it goes into the user's file: in the style of their project."""

from collections.abc import Sequence

from lessonls.core.events import Event, RunFinished
from lessonls.core.formatting import with_codes
from lessonls.core.target import Target
from lessonls.ports import Formatter


async def formatted(events: Sequence[Event], target: Target, formatter: Formatter) -> list[Event]:
    """The events of a run with its results formatted, wherever they are mentioned."""
    codes = {
        attempt.code: await formatter.formatted(target, attempt.code)
        for event in events
        if isinstance(event, RunFinished)
        for attempt in (event.best, event.simpler)
        if attempt is not None
    }
    return [with_codes(event, codes) for event in events]
