"""The verdict on a rewrite after its session."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lessonls.adapters.judge.replay.sampling import Compared
from lessonls.adapters.judge.replay.session import Session
from lessonls.adapters.judge.replay.timing import Times
from lessonls.core.statistics import LEAST_PAIRS, compare, is_clear
from lessonls.core.verdict import Evidence, Verdict, VerdictKind

_INCONCLUSIVE = "inconclusive: timings are too noisy; close other programs and rerun."

_OTHER_OUTPUT = "the program prints something else with it"


class WholeRuns(NamedTuple):
    """Seconds of whole runs with the original and with the rewrite, in pairs, and whether what they
    print differs.
    """

    before: Sequence[float]
    after: Sequence[float]
    differs: bool = False


def rejected(session: Session) -> Verdict | None:
    """The verdict on a rewrite that did something else."""
    wrong = session.wrong
    if wrong is not None:
        return _wrong(wrong)
    if not any(one.changed for one in session.equal):
        reason = "none of the calls that were looked at changed anything."
        return Verdict(kind=VerdictKind.FAULTY, reason=reason)
    return None


def _wrong(wrong: Compared) -> Verdict:
    if wrong.failure:
        return Verdict(kind=VerdictKind.FAULTY, reason=f"it {wrong.failure} in call {wrong.call}.")
    reason = f"{wrong.difference} (call {wrong.call} of the program)."
    return Verdict(kind=VerdictKind.INCORRECT, reason=reason)


def concluded(session: Session, evidence: Evidence, program: Callable[[int], WholeRuns]) -> Verdict:
    """The verdict on a rewrite that did the same wherever it was looked at. `program` times so
    many pairs of whole runs, and makes one for 0.
    """
    if not session.times:
        return _by_whole_runs(session, evidence, program(LEAST_PAIRS))
    original, rewrite, control = _summed(list(session.times.values()))
    result, itself = compare(original, rewrite), compare(original, control)
    steady = itself.interval[0] <= 1 <= itself.interval[1]
    clear = steady and is_clear(result)
    faster = clear and result.interval[0] > 1
    runs = program(1 if faster else 0)  # it has to end well anyway
    before, after, _ = runs
    evidence = _noted(evidence, runs)
    told = evidence.program
    if faster and before and told is not None:
        told = told.model_copy(update={"speedup": whole_program(before, after)})
        evidence = evidence.model_copy(update={"program": told})
    return Verdict(
        kind=VerdictKind.CORRECT,
        reason="" if clear else _INCONCLUSIVE,
        speedup=result.speedup,
        interval=result.interval,
        pairs=len(original),
        baseline_times=tuple(original),
        candidate_times=tuple(rewrite),
        evidence=evidence,
    )


def _noted(evidence: Evidence, runs: WholeRuns) -> Evidence:
    """With what whole runs showed: rounding may explain it, or a call that was not looked at."""
    if not runs.differs:
        return evidence
    return evidence.model_copy(update={"notes": (*evidence.notes, _OTHER_OUTPUT)})


def whole_program(before: Sequence[float], after: Sequence[float]) -> float | None:
    """How much faster whole runs are; nothing if that may be noise. Few are runs that take long,
    in which there is little of it.
    """
    if 0 < len(before) < LEAST_PAIRS:
        return sum(before) / sum(after)
    result = compare(before, after) if before else None
    return result.speedup if result is not None and is_clear(result) else None


def _by_whole_runs(session: Session, evidence: Evidence, pairs: WholeRuns) -> Verdict:
    why = session.untimed[0] if session.untimed else "threads are timed in whole runs"
    note = f"measured on the whole program: {why}"
    evidence = _noted(evidence, pairs)
    evidence = evidence.model_copy(update={"notes": (*evidence.notes, note)})
    verdict = Verdict(kind=VerdictKind.CORRECT, evidence=evidence)
    before, after, _ = pairs
    if len(before) < LEAST_PAIRS:
        reason = f"too few timings completed to measure a speedup: {why}."
        return verdict.model_copy(update={"reason": reason})
    result = compare(before, after)
    return verdict.model_copy(
        update={
            "reason": "" if is_clear(result) else _INCONCLUSIVE,
            "speedup": result.speedup,
            "interval": result.interval,
            "pairs": len(before),
            "baseline_times": tuple(before),
            "candidate_times": tuple(after),
        }
    )


def _summed(times: Sequence[Times]) -> tuple[list[float], list[float], list[float]]:
    """The mean call of every round, over all calls that were timed."""
    original, rewrite, control = (
        [sum(turn) / len(turn) for turn in zip(*each, strict=False)]
        for each in zip(*((one.original, one.rewrite, one.control) for one in times), strict=True)
    )
    return original, rewrite, control
