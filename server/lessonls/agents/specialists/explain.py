"""The words of a lesson: what was changed, and what came of it."""

from lessonls.agents.specialists.recipes import Variant
from lessonls.core.lesson import Attempt, Brief
from lessonls.core.verdict import Outcome


def explanation(brief: Brief, attempt: Attempt, variant: Variant | None) -> str:
    """One or two sentences about an attempt; the facts beside them are the judge's."""
    change = variant.change if variant else "this rewrite"
    why = f", {variant.why}" if variant else ""
    verdict = attempt.verdict
    what = f"In {brief.target.qualified_name}, {change}"
    match verdict.outcome:
        case Outcome.SIGNIFICANTLY_FASTER | Outcome.SLIGHTLY_FASTER | Outcome.SLOWER:
            return f"{what} {_measured(brief, attempt, why)}"
        case Outcome.INCORRECT:
            return f"{what} gave different results: {_reason(verdict.reason)}"
        case Outcome.FAULTY:
            return f"{what} made the function fail: {_reason(verdict.reason)}"
        case Outcome.NOT_COMPILABLE:
            return f"{what} does not compile: {_reason(verdict.reason)}"
        case Outcome.PASSES_TESTS | Outcome.FAILS_TESTS:
            return f"{what} {verdict.outcome.value}."


def is_about(text: str, variant: Variant) -> bool:
    """Whether a lesson that `explanation` wrote is about this change, in whatever function."""
    rest = text.partition(", ")[2]
    further = rest.removeprefix(f"{variant.change} ")
    return further != rest and not further.startswith("and ")


def _measured(brief: Brief, attempt: Attempt, why: str) -> str:
    """The speedup over the original, and over the code that the attempt started from."""
    score, start = attempt.verdict.score, _start_score(brief)
    if score == 0.0:
        return "is correct, but was not timed."
    if start > 1.0:
        step = score / start
        return (
            f"made the function {step:.2f}x as fast as the code it was applied to "
            f"({score:.2f}x the original){why if step > 1.0 else ''}."
        )
    if score >= 1.0:
        because = why if score >= 1.02 else ", within the noise"
        return f"made the function {score:.2f}x as fast{because}."
    return f"made the function slower ({score:.2f}x)."


def _start_score(brief: Brief) -> float:
    scores = [a.verdict.score for a in brief.attempts if a.code == brief.start]
    return max(scores, default=1.0)


def _reason(reason: str) -> str:
    first = " ".join(reason.split()) or "no reason was given"
    return first if first.endswith(".") else first + "."
