"""The gates that a candidate passes before it is timed, in their order.

A gate is a function of the candidate that says why it goes no further, or None. Who adds one
writes the function, and a line in one of the two lists.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lessonls.adapters.judge.build import first_errors, objection
from lessonls.adapters.judge.checking.candidate import Candidate
from lessonls.adapters.judge.checking.finding import Finding
from lessonls.adapters.judge.stages import Stages
from lessonls.core.edit import line_in_rewrite
from lessonls.core.reading.candidate import CandidateProblem
from lessonls.core.verdict import Verdict, VerdictKind

UNCHANGED = Verdict(kind=VerdictKind.CORRECT, speedup=1.0, interval=(1.0, 1.0))
"""What needs no clock to be known."""


@dataclass(frozen=True)
class Gate:
    """A check, and the stage that its seconds count for.

    One that `explains` is also asked of candidates that an earlier gate only suspects.
    """

    stage: str
    check: Callable[[Candidate], Finding | None]
    explains: bool = False


def examined(candidate: Candidate, stages: Stages) -> Finding | None:
    """Takes a candidate through all gates: what the first says that does not let it through."""
    found = _first(STATIC, candidate, stages)
    if found is not None:
        return found
    with candidate.being_built():
        return _first(DYNAMIC, candidate, stages)


def _first(gates: Sequence[Gate], candidate: Candidate, stages: Stages) -> Finding | None:
    suspicion: Finding | None = None
    for gate in gates:
        if suspicion is not None and not gate.explains:
            continue
        with stages.of(gate.stage):
            found = gate.check(candidate)
        if found is not None and found.plain:
            return found
        suspicion = suspicion or found
    return suspicion


def well_formed(candidate: Candidate) -> Finding | None:
    """The text defines the same function, and nothing that outlives a call."""
    try:
        candidate.read()
    except CandidateProblem as problem:
        return Finding(VerdictKind.NOT_COMPILABLE, str(problem))
    return None


def compiles(candidate: Candidate) -> Finding | None:
    """As the user compiles the original."""
    if candidate.built.succeeded:
        return None
    return _not_compilable(candidate, candidate.built.diagnostics)


def _not_compilable(candidate: Candidate, diagnostics: str) -> Finding:
    """The compiler's complaints, with the lines of the rewrite in place of those of the file."""
    target = candidate.equipment.baseline.target

    def of_rewrite(found: re.Match[str]) -> str:
        line = line_in_rewrite(target, candidate.text, int(found[1]))
        return f"line {line}: " if line is not None else f"line {found[1]} of the file: "

    reason = re.sub(r"(?:(?<=^)|(?<=; ))line (\d+): ", of_rewrite, first_errors(diagnostics))
    return Finding(VerdictKind.NOT_COMPILABLE, reason)


def not_the_original(candidate: Candidate) -> Finding | None:
    """Machine code like the baseline's is right, and just as fast; threads may be behind it."""
    if not candidate.is_baseline or not candidate.shortcut:
        return None
    if candidate.hides_team:
        found = candidate.equipment.teams.check(candidate.name, candidate.source)
        if found is not None:
            return found
    reason = "compiles to the same machine code as the original."
    return Finding(VerdictKind.CORRECT, reason, as_before=UNCHANGED)


def linked_from_nothing_else(candidate: Candidate) -> Finding | None:
    """Imports no functions that a rewrite may not use."""
    against = objection(candidate.linkage, candidate.equipment.baseline.linkage)
    return None if against is None else Finding(VerdictKind.FAULTY, f"it {against}.")


def portable(candidate: Candidate) -> Finding | None:
    """It needs no more than the project's flags turn on, or asks, and is right without."""
    return candidate.equipment.portability.check(candidate.name, candidate.text)


def not_timed_before(candidate: Candidate) -> Finding | None:
    """Machine code like that of an earlier candidate has its verdict."""
    before = candidate.equipment.timed.get(candidate.machine_code)
    if before is None or not candidate.shortcut or candidate.hides_team:
        return None
    reason = "compiles to the same machine code as an earlier candidate."
    return Finding(VerdictKind.CORRECT, reason, as_before=before)


def agrees(candidate: Candidate) -> Finding | None:
    """Its answers are the baseline's, on many small and awkward inputs."""
    return candidate.equipment.examiner.check(candidate.library)


def agrees_on_larger(candidate: Candidate) -> Finding | None:
    """Also on larger inputs."""
    found = candidate.equipment.examiner.check_larger(candidate.library)
    if found is None:
        candidate.begin_exploring()
    return found


def conditions_can_be_told(candidate: Candidate) -> Finding | None:
    """Where it differs on inputs that may be out of the domain, that is a condition."""
    told = candidate.conditions
    return replace(told, plain=True) if isinstance(told, Finding) else None


def clean_under_sanitizers(candidate: Candidate) -> Finding | None:
    """No fault is seen. A crash is better explained by the sanitizers than by its signal."""
    if not candidate.sanitized.succeeded:
        return _not_compilable(candidate, candidate.sanitized.diagnostics)
    found = candidate.faults
    return found if isinstance(found, Finding) else None


def agrees_where_it_decides(candidate: Candidate) -> Finding | None:
    """Also on inputs that its own constants and conditions ask for, without faults."""
    examiner = candidate.equipment.examiner
    found = examiner.check_on(candidate.library, candidate.explored)
    if found is not None:
        return found
    faults = candidate.faults_explored
    return faults if isinstance(faults, Finding) else None


def right_with_threads(candidate: Candidate) -> Finding | None:
    """With several numbers of threads its answers stay right, and no data race is seen."""
    teams = candidate.equipment.teams
    if candidate.alone or not teams.concerns(candidate.text):
        return None
    return teams.check(candidate.name, candidate.source, candidate.racing)


STATIC = (
    Gate("compile", well_formed),
    Gate("compile", compiles),
    Gate("compile", not_the_original),
    Gate("compile", linked_from_nothing_else),
    Gate("portability", portable),
    Gate("compile", not_timed_before),
)
"""Nothing of the candidate runs, but for what asks the processor."""

DYNAMIC = (
    Gate("checks", agrees),
    Gate("checks", agrees_on_larger),
    Gate("checks", conditions_can_be_told),
    Gate("sanitizers", clean_under_sanitizers, explains=True),
    Gate("fuzzing", agrees_where_it_decides),
    Gate("threads", right_with_threads),
)
"""It runs; who comes through these is timed."""
