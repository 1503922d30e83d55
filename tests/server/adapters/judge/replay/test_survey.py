"""What is said of blocks that calls of a program reach."""

from lessonls.adapters.judge.replay.survey import Reach
from lessonls.core.probes import Probed

BLOCKS = Probed("", (frozenset({1, 2}), frozenset({3}), frozenset({4})))


def test_lines_never_ran_that_no_call_reached():
    reach = Reach(BLOCKS, {1: frozenset({0}), 5: frozenset({0, 2})})
    assert reach.unreached([1]) == [3, 4]
    assert reach.unreached([1, 5]) == [3]
    assert reach.blocks([1, 5]) == 2 / 3


def test_nothing_is_said_of_calls_that_were_not_surveyed():
    reach = Reach(BLOCKS, {1: frozenset({0})})
    assert reach.unreached([1, 2]) == []
    assert reach.blocks([1, 2]) is None
