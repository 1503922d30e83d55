"""Where the seconds of a verdict go."""

import time
from collections.abc import Generator
from contextlib import contextmanager


class Stages:
    """Seconds by stage; a stage inside another counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner = 0.0

    @contextmanager
    def of(self, name: str) -> Generator[None]:
        """Counts what happens inside for the stage `name`."""
        started, before = time.monotonic(), self._inner
        self._inner = 0.0
        try:
            yield
        finally:
            spent = time.monotonic() - started
            self.seconds[name] = self.seconds.get(name, 0.0) + spent - self._inner
            self._inner = before + spent
