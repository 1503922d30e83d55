"""Which attempts of a run are worth offering, and in which order."""

from collections.abc import Sequence

from lessonls.core.lesson import Attempt
from lessonls.core.plainness import is_plain
from lessonls.core.verdict import WORTHWHILE


def key(code: str) -> str:
    """Equal for codes that are the same but for space around them."""
    return code.strip()


def best_first(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Candidates that are worth offering, each code once, the one with the best score first."""
    better = {key(one.code): one for one in reversed(attempts) if one.verdict.better}
    in_order = reversed(better.values())
    return sorted(in_order, key=lambda attempt: attempt.verdict.score, reverse=True)


def contenders(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The best, one of those with the same measurement: they are the same machine code.

    Among those that are statistically indistinguishable from the best, the one that was found
    first leads: later ones have been changed in more places for nothing.
    """
    once: dict[object, Attempt] = {}
    for one in best_first(attempts):
        once.setdefault(one.verdict.candidate_times or key(one.code), one)
    ranked = list(once.values())
    near = [one for one in ranked if one.verdict.score * WORTHWHILE > ranked[0].verdict.score]
    first = min(near, key=attempts.index, default=None)
    return sorted(ranked, key=lambda one: one is not first)


def plainer_than(best: Attempt | None, attempts: Sequence[Attempt]) -> Attempt | None:
    """The best rewrite in plain code, for those who would rather have that one."""
    if best is None or is_plain(best.code):
        return None
    return next((one for one in best_first(attempts) if is_plain(one.code)), None)
