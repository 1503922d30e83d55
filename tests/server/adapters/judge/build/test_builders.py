"""Builds beside other work."""

from contextlib import ExitStack
from threading import Event

from lessonls.adapters.judge.build.builders import Builders


def test_none_is_under_way_after_the_rest():
    """Time is measured only then."""
    gate, made = Event(), list[int]()

    def build(number: int) -> None:
        gate.wait()
        made.append(number)

    with ExitStack() as stack:
        builders = Builders(stack)
        futures = [builders.submit(build, number) for number in range(5)]
        assert made == []
        gate.set()
        builders.rest()
        assert sorted(made) == [0, 1, 2, 3, 4]
        assert all(future.done() for future in futures)


def test_two_are_made_at_the_same_time():
    """Each waits for the other one to begin."""
    first, second = Event(), Event()

    def build(mine: Event, other: Event) -> bool:
        mine.set()
        return other.wait(60)

    with ExitStack() as stack:
        builders = Builders(stack)
        futures = [builders.submit(build, first, second), builders.submit(build, second, first)]
        assert all(future.result() for future in futures)
