"""Builds that are made while something else is done, but never while time is measured."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from typing import Any, ParamSpec, TypeVar

_AT_ONCE = 2

P = ParamSpec("P")
T = TypeVar("T")


class Builders:
    """Makes two builds at a time. `stack` ends it, after those that are under way."""

    def __init__(self, stack: ExitStack) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        stack.callback(self._pool.shutdown, cancel_futures=True)
        self._under_way: list[Future[Any]] = []

    def submit(self, build: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A build that begins as soon as those before it allow."""
        self._under_way = [one for one in self._under_way if not one.done()]
        future = self._pool.submit(build, *args, **kwargs)
        self._under_way.append(future)
        return future

    def rest(self) -> None:
        """Waits until none is under way any more."""
        wait(self._under_way)
