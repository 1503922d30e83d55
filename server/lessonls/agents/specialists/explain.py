"""The words of a lesson: what was changed, and what came of it."""

from lessonls.agents.specialists.recipes import Variant
from lessonls.core.lesson import Attempt, Brief
from lessonls.core.verdict import Outcome


def explanation(brief: Brief, attempt: Attempt, variant: Variant | None) -> str:
    """One or two sentences about an attempt; the facts beside them are the judge's."""
    change = variant.change if variant else "This rewrite"
    why = f", {variant.why}" if variant else ""
    verdict = attempt.verdict
    where = brief.target.qualified_name
    match verdict.outcome:
        case Outcome.SIGNIFICANTLY_FASTER | Outcome.SLIGHTLY_FASTER | Outcome.SLOWER:
            return f"{change} in {where} {_measured(brief, attempt, why)}"
        case Outcome.INCORRECT:
            return f"{change} in {where} gave different results: {_reason(verdict.reason)}"
        case Outcome.FAULTY:
            return f"{change} in {where} made it fail: {_reason(verdict.reason)}"
        case Outcome.NOT_COMPILABLE:
            return f"{change} in {where} does not compile: {_reason(verdict.reason)}"
        case Outcome.PASSES_TESTS | Outcome.FAILS_TESTS:
            return f"{change} in {where} {verdict.outcome.value}."


def _measured(brief: Brief, attempt: Attempt, why: str) -> str:
    """The speedup over the original, and over the code that the attempt started from."""
    score, start = attempt.verdict.score, _start_score(brief)
    if score == 0.0:
        return "is correct, but was not timed."
    if start > 1.0:
        step = score / start
        verb = "made it" if step >= 1.0 else "cost speed, making it"
        return (
            f"{verb} {step:.2f}x as fast as the code it started from "
            f"({score:.2f}x the original){why if step > 1.0 else ''}."
        )
    if score >= 1.0:
        return f"made it {score:.2f}x as fast{why if score >= 1.02 else ', within the noise'}."
    return f"made it slower ({score:.2f}x)."


def _start_score(brief: Brief) -> float:
    scores = [a.verdict.score for a in brief.attempts if a.code == brief.start]
    return max(scores, default=1.0)


def _reason(reason: str) -> str:
    first = " ".join(reason.split()) or "no reason was given"
    return first if first.endswith(".") else first + "."
