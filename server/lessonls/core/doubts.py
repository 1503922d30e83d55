"""Unit tests that may be wrong, as far as the candidates of a run show it."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from lessonls.core.lesson import Attempt
from lessonls.core.unit_tests import Origin, UnitTest, headline

_MOST_PAIRS = 3
_WROTE = {
    Origin.TEAM: "the team wrote",
    Origin.PROJECT: "is in your project",
    Origin.COMMENT: "is an example in the comment",
}


def doubts(attempts: Sequence[Attempt]) -> Iterator[str]:
    """Sentences on tests that no candidate passes and the user did not write, and on pairs of which
    every candidate passes one at the most; none if a candidate passes all.
    """
    judged = {one.code.strip(): one.verdict.tests for one in attempts if one.verdict.tests}
    tests = [result.test for result in next(iter(judged.values()), ())]
    passed = [[result.passed for result in results] for results in judged.values()]
    if len(passed) < 2 or any(map(all, passed)):
        return
    ever = [any(one[at] for one in passed) for at in range(len(tests))]
    for at, test in enumerate(tests):
        if not ever[at] and test.origin in _WROTE:
            said = f"`{headline(test.code)}`, which {_WROTE[test.origin]}"
            yield f"No candidate passes {said}: it may be wrong."
    pairs = combinations((at for at in range(len(tests)) if ever[at]), 2)
    apart = (pair for pair in pairs if not any(one[pair[0]] and one[pair[1]] for one in passed))
    for one, other in islice(apart, _MOST_PAIRS):
        yield _contradicting(tests[one], tests[other])


def _contradicting(one: UnitTest, other: UnitTest) -> str:
    return (
        f"No candidate passes both `{headline(one.code)}` and `{headline(other.code)}`: they may"
        " contradict each other."
    )
