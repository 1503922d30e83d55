"""What the judge says of one candidate. Broken code is data: every outcome is a value."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from lessonls.core.unit_tests import UnitTestResult, counted, described, pass_rate, passed_of, share

SIGNIFICANT = 1.1
"""A speedup from which a candidate counts as significantly faster (LessonL, section 3)."""
WORTHWHILE = 1.02
"""A speedup below this is not offered, however sure it is."""


class VerdictKind(StrEnum):
    CORRECT = "correct"
    INCORRECT = "incorrect"
    NOT_COMPILABLE = "not_compilable"
    FAULTY = "faulty"


class Outcome(StrEnum):
    """What a lesson is about: the paper's five outcomes, faults, and what tests say."""

    SIGNIFICANTLY_FASTER = "significantly faster"
    SLIGHTLY_FASTER = "slightly faster"
    SLOWER = "slower"
    INCORRECT = "incorrect"
    FAULTY = "faulty"
    NOT_COMPILABLE = "not compilable"
    PASSES_TESTS = "passes all tests"
    FAILS_TESTS = "fails tests"


class MutationScore(BaseModel):
    """How many slightly wrong versions of a function the checks detect.

    `survivors` are some of the undetected ones: equivalent, or missed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mutants: int
    told: int
    survivors: tuple[str, ...] = ()

    def __str__(self) -> str:
        versions = f"{self.told} of {self.mutants} slightly wrong versions of the function"
        told = f"the checks detect {versions}"
        if not self.survivors:
            return told
        more = self.mutants - self.told - len(self.survivors)
        others = f" and {more} more" if more else ""
        return f"{told} (undetected: {'; '.join(self.survivors)}{others})"


class ProgramEvidence(BaseModel):
    """What happened in the user's own program: so many of its calls were `compared`, which reach
    such a share of the original's `blocks`, if that is known; the `speedup` is the whole program's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    command: str
    compared: int
    calls: int
    blocks: float | None = None
    speedup: float | None = None

    @property
    def phrases(self) -> tuple[str, ...]:
        """The same, one phrase each."""
        made = f"equal on {self.compared:,} of the {self.calls:,} calls that “{self.command}” makes"
        found = [made]
        if self.blocks is not None:
            found.append(f"{self.blocks:.0%} of its blocks covered")
        if self.speedup is not None:
            found.append(f"whole-program speedup {self.speedup:.2f}x")
        return tuple(found)


class Evidence(BaseModel):
    """What was checked before a candidate was called correct.

    `conditions` are what callers must keep to where the original asks nothing, such as
    “z must not overlap x”; `races` names the race detector, if there was one. `needs` are
    instruction sets such as AVX2 that the project's own flags do not turn on; `never` is what
    no input did in the original.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    inputs: int = 0
    line_coverage: float | None = None
    sanitizers: tuple[str, ...] = ()
    threads: tuple[int, ...] = ()
    races: str = ""
    conditions: tuple[str, ...] = ()
    confinement: str = ""
    confirmed: bool = False
    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    mutation: MutationScore | None = None
    program: ProgramEvidence | None = None
    notes: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """What was checked and what to know, one phrase each; only what really was."""
        found = list[str](self.program.phrases if self.program else ())
        if self.inputs:
            found.append(f"equal on {self.inputs} inputs")
        if self.line_coverage is not None:
            found.append(f"{self.line_coverage:.0%} of lines covered")
        if self.inputs and self.line_coverage is None:
            found.append("the lines that they reach are not known")
        found += self.never
        if self.mutation is not None:
            found.append(str(self.mutation))
        if self.sanitizers:
            found.append(f"sanitizers clean ({', '.join(self.sanitizers)})")
        if self.threads:
            found.append(f"run with {', '.join(map(str, self.threads))} threads")
        if self.races:
            found.append(f"no data race found by {self.races}")
        if self.confinement:
            found.append(f"confined by {self.confinement}")
        if self.confirmed:
            found.append("confirmed in a second timing session")
        found += [f"on condition that {condition}" for condition in self.conditions]
        if self.needs:
            found.append(f"needs {', '.join(self.needs)}")
        return (*found, *self.notes)


class Verdict(BaseModel):
    """The outcome of judging one candidate.

    `speedup` is baseline time / candidate time, the median over `pairs` interleaved pairs,
    and `interval` its 95% confidence interval; both are None unless the candidate is
    correct and was timed. Of an implementation, `tests` are the results of its unit tests; it is
    correct if all pass. `baseline_times` and `candidate_times` are the raw seconds of one
    call, pair by pair. `reason` is one sentence; `seconds` is what judging cost, and
    `stages` where they went (builds overlap with checks).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: VerdictKind
    reason: str = ""
    speedup: float | None = None
    interval: tuple[float, float] | None = None
    pairs: int = 0
    baseline_times: tuple[float, ...] = ()
    candidate_times: tuple[float, ...] = ()
    evidence: Evidence = Evidence()
    tests: tuple[UnitTestResult, ...] = ()
    seconds: float = 0.0
    stages: dict[str, float] = {}

    @property
    def score(self) -> float:
        """What the loop maximizes: the speedup of a correct candidate, else 0; of an
        implementation, the share of tests that it passes.
        """
        return pass_rate(self.tests) if self.tests else self.speedup or 0.0

    @property
    def better(self) -> bool:
        """Worth offering to the user: faster, or an implementation that passes all tests."""
        if self.tests:
            return self.kind is VerdictKind.CORRECT
        return self.faster

    @property
    def faster(self) -> bool:
        """Correct, the whole interval lies above 1, and the gain is worth a change."""
        return self.interval is not None and self.interval[0] > 1.0 and self.score >= WORTHWHILE

    @property
    def measure(self) -> str:
        """What was measured in a word: `3.4x`, `5 of 6 tests`; empty where nothing was."""
        if self.tests:
            return f"{passed_of(self.tests)} of {counted(len(self.tests))}"
        return "" if self.speedup is None else f"{self.speedup:.1f}x"

    @property
    def claim(self) -> str:
        """What is claimed of it in the end: `3.42x speedup`, `passes 6 of 6 tests`."""
        if self.tests:
            return share(passed_of(self.tests), len(self.tests))
        return f"{self.score:.2f}x speedup"

    @property
    def phrases(self) -> tuple[str, ...]:
        """What the verdict rests on, one phrase each."""
        return (*((described(self.tests),) if self.tests else ()), *self.evidence.phrases)

    def contradicts(self, other: "Verdict") -> bool:
        """Whether two timings exclude each other: their intervals have nothing in common."""
        if self.interval is None or other.interval is None:
            return False
        return self.interval[1] < other.interval[0] or other.interval[1] < self.interval[0]

    def scored(self, score: MutationScore | None) -> "Verdict":
        """The same with how strong the checks were."""
        evidence = self.evidence.model_copy(update={"mutation": score})
        return self.model_copy(update={"evidence": evidence})

    def noting(self, note: str) -> "Verdict":
        """The same with another note to its evidence."""
        evidence = self.evidence.model_copy(update={"notes": (*self.evidence.notes, note)})
        return self.model_copy(update={"evidence": evidence})

    @property
    def outcome(self) -> Outcome:
        """The outcome by which a lesson is solicited."""
        if self.tests:
            passed = self.kind is VerdictKind.CORRECT
            return Outcome.PASSES_TESTS if passed else Outcome.FAILS_TESTS
        match self.kind:
            case VerdictKind.INCORRECT:
                return Outcome.INCORRECT
            case VerdictKind.NOT_COMPILABLE:
                return Outcome.NOT_COMPILABLE
            case VerdictKind.FAULTY:
                return Outcome.FAULTY
            case VerdictKind.CORRECT:
                if self.score >= SIGNIFICANT:
                    return Outcome.SIGNIFICANTLY_FASTER
                return Outcome.SLIGHTLY_FASTER if self.score >= 1.0 else Outcome.SLOWER
