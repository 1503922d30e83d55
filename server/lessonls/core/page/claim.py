"""What a run claims, and why it claims nothing when it does not."""

from collections.abc import Sequence

from lessonls.core.report import CandidateReport, OptimizeReport
from lessonls.core.target import Task
from lessonls.core.unit_tests import pass_rate, passed_of, share, wrote
from lessonls.core.verdict import WORTHWHILE, VerdictKind
from lessonls.core.wording import certainty, count, factor, speed


def headline(report: OptimizeReport) -> str:
    """The result in a few words, all of them ours."""
    best = report.best
    if best is None:
        return f"No {report.task.sought} was found"
    if best.tests:
        return share(passed_of(best.tests), len(best.tests))
    return speed(best.speedup or 0.0, best.interval)


def conditions(report: OptimizeReport) -> tuple[str, ...]:
    """What callers must keep to, so that the rewrite does what the original did."""
    return report.evidence.conditions if report.evidence else ()


def evidence(report: OptimizeReport) -> tuple[str, ...]:
    """What was checked, one phrase each, without the conditions."""
    if report.evidence is None:
        return ()
    tests = report.best.tests if report.best else ()
    return (*wrote(tests), *report.evidence.model_copy(update={"conditions": ()}).phrases)


def winner(report: OptimizeReport) -> int | None:
    """The position of the recommended rewrite among the candidates."""
    best = report.best
    if best is None:
        return None
    wanted = (best.round, best.agent, best.code)
    found = (
        position
        for position, one in enumerate(report.candidates)
        if (one.round, one.agent, one.code) == wanted
    )
    return next(found, None)


def why_not(report: OptimizeReport) -> str:
    """Why nothing is claimed, as far as the candidates show it; no word of it is foreign."""
    candidates = report.candidates
    timed = [one for one in candidates if one.speedup is not None]
    if not candidates:
        return f"No {report.task.result} was proposed."
    if report.task is Task.IMPLEMENT:
        return _fails(candidates)
    if not timed:
        correct = sum(one.verdict is VerdictKind.CORRECT for one in candidates)
        missing = "timed" if correct else "correct"
        return f"Of {count(len(candidates), 'candidate')}, none was {missing}."
    fastest = max(timed, key=lambda one: one.speedup or 0.0)
    return f"The fastest correct candidate was {_shortcoming(fastest)}."


def _fails(candidates: Sequence[CandidateReport]) -> str:
    """What the implementation does that passes most tests."""
    run = [one for one in candidates if one.tests]
    if not run:
        return f"Of {count(len(candidates), 'candidate')}, none could be run."
    best = max(run, key=lambda one: pass_rate(one.tests))
    return f"The best candidate {share(passed_of(best.tests), len(best.tests))}."


def _shortcoming(fastest: CandidateReport) -> str:
    speedup, bounds = fastest.speedup or 0.0, fastest.interval
    measured = f"measured at {factor(speedup)} ({certainty(bounds)})"
    if bounds is None or bounds[0] <= 1.0:
        return f"{measured}, which does not show a speedup"
    if speedup < WORTHWHILE:
        return f"{measured}, too small a speedup to be worth a change"
    return f"{measured}, but a second timing session did not confirm it"
