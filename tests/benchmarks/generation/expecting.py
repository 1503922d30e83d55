"""What comes of plans, worked out without the loop: by the order in which answers are judged."""

from collections.abc import Callable, Mapping, Sequence

from tests.benchmarks.generation.scripting import NEVER, Plan

ROUNDS = 4
TEAM = ("m0", "m1", "m2")

Turns = Sequence[Sequence[tuple[str, int]]]
"""Of each round, which answer of which model is judged, in order."""


def _alone(answers: Callable[[int], int]) -> Turns:
    return [[("m0", answers(round_))] for round_ in range(ROUNDS)]


_TOGETHER: Turns = [[(name, round_) for name in TEAM] for round_ in range(ROUNDS)]
TURNS: Mapping[str, Turns] = {
    **dict.fromkeys(
        ["single", "chain-of-thought", "reflexion", "mapcoder"], _alone(lambda round_: round_)
    ),
    # Two layers of all models, and then the first one.
    "mixture": _alone(lambda round_: 3 * round_ + 2),
    **dict.fromkeys(["ours", "paper", "released", "no-lessons"], _TOGETHER),
}


def passes(plan: Plan, strategy: str) -> bool:
    """Whether what is submitted passes the hidden tests."""
    best, most = False, -1
    for turn in TURNS[strategy]:
        for model, number in turn:
            is_right = number >= plan.right.get(model, NEVER)
            tests = _tests(plan, is_right=is_right)
            if sum(tests) > most:
                best, most = is_right, sum(tests)
            if all(tests):
                return is_right
    return best


def _tests(plan: Plan, *, is_right: bool) -> Sequence[bool]:
    """Which unit tests an answer passes."""
    if plan.misleading:
        return [True, not is_right]
    if is_right or plan.fooling:
        return [True, True]
    return [False, False] if plan.broken else [True, False]
