"""The verdict on a candidate that has been timed."""

from lessonls.adapters.judge.build import Baseline, stubs
from lessonls.adapters.judge.timing.stopwatch import Session
from lessonls.core.statistics import LEAST_PAIRS, compare, is_clear
from lessonls.core.verdict import Evidence, Verdict, VerdictKind


def concluded(session: Session, evidence: Evidence) -> Verdict:
    """The verdict after a timing session; `evidence` is what was checked before."""
    rejected = _rejected(session)
    if rejected is not None:
        return rejected
    verdict = Verdict(
        kind=VerdictKind.CORRECT,
        pairs=len(session.baseline),
        baseline_times=session.baseline,
        candidate_times=session.charged,
        evidence=evidence,
    )
    if len(session.baseline) < LEAST_PAIRS:
        reason = (
            "too few timings completed to measure a speedup; the machine may be busy: rerun "
            "when it "
            "is idle."
        )
        return verdict.model_copy(update={"reason": reason})
    compared = compare(session.baseline, session.charged)
    reason = (
        ""
        if is_clear(compared)
        else "inconclusive: timings are too noisy; close other programs and rerun."
    )
    measured = {"speedup": compared.speedup, "interval": compared.interval, "reason": reason}
    return verdict.model_copy(update=measured)


def _rejected(session: Session) -> Verdict | None:
    if session.problem:
        late = "took more than 20 times as long as the baseline"
        reason = late if session.problem == "took too long" else session.problem
        return Verdict(kind=VerdictKind.FAULTY, reason=f"it {reason} on timing inputs.")
    if session.difference is not None:
        return Verdict(
            kind=VerdictKind.INCORRECT, reason=f"{session.difference} (input: timing size)."
        )
    if session.works_elsewhere:
        reason = "it does work outside the timed call."
        return Verdict(kind=VerdictKind.FAULTY, reason=reason)
    return None


def notes_on(code: str, baseline: Baseline, *, hidden: bool, other: str) -> tuple[str, ...]:
    """What the user has to know to get the same speed; `hidden` where threads are meant that
    this build does not start. `other` is a specialization with which it was checked as well.
    """
    notes: list[str] = []
    flag = "-fopenmp" if hidden else baseline.toolchain.mode_flag
    built = {flag, "-fopenmp"}.intersection(baseline.target.flags)
    if "#pragma omp" in code and not built:
        notes.append(
            "measured on one thread; use --mode openmp to measure several"
            if hidden
            else f"build with {flag} to get this speed"
        )
    if baseline.shape.standard_headers:
        notes.append(
            "standard headers were prepended, because the file does not compile on its own"
        )
    if baseline.target.note:
        notes.append(baseline.target.note.removesuffix("."))
    if baseline.target.template is not None:
        also = f"also correct as {other}" if other else "not checked as any other instantiation"
        notes.append(f"judged as {baseline.target.qualified_name}, and {also}")
    notes += [
        f"{name} was a stub whose answers depend on its arguments alone"
        for name in stubs(baseline.prototype)
    ]
    if called := baseline.virtual_calls:
        notes.append(f"stubs stood for virtual functions: {', '.join(called)}")
    return tuple(notes)
