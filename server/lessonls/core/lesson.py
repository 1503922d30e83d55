"""Lessons, the attempts they come from, and what an agent is shown."""

from pydantic import BaseModel, ConfigDict, Field

from lessonls.core.circumstances import Circumstances
from lessonls.core.predicate import NOTHING, Predicate
from lessonls.core.reading.surroundings import Declaration
from lessonls.core.target import Language, Mode, Target, Task
from lessonls.core.verdict import Outcome, Verdict
from lessonls.core.workload import Workload

LESSON_SCHEMA = 3

LONGEST_TEXT = 2000
"""Characters that a lesson's text may have: it is meant to be one or two sentences."""


LONGEST_CODE = 4000
"""Characters of code that a lesson keeps; a longer rewrite is no example to learn from."""


class Trial(BaseModel):
    """A run in which a lesson was on trial: whether it was shown, and the score of the run's
    answer, its `speedup` (where there was none, that of the code it started from).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    shown: bool
    speedup: float = Field(ge=0)


class Lesson(BaseModel):
    """What one attempt teaches: an agent's words, with what we computed and measured.

    - The *predicate* says what code it is about.
    - The *action* is `text`, the agent's one or two sentences; `code`, the rewrite that taught it
      (empty if that is too long to keep); and `diff`, its change in normal form.
    - The *effect* is the outcome, speedup, 95% interval, and the failing fact as `reason`; of an
      implementation, `tests` are how many tests it passed, and of how many.
    - The *scope* is the task, language, mode, compiler, processor and flags.
    - The *record* counts the rounds it was shown in (`times_used`) and the pairs of runs, one
      with it and one without, in which the run with it was faster (`helpful`), slower
      (`harmful`) or neither (`tied`); `half` is the first run of a pair (`core.admission`).

    `project` identifies the folder of sources that it comes from. `factor` is the effectiveness
    factor within a run; `embedding` is the vector that `embedder` gave for the text, `source` the
    one for the function's original code. `imported` lessons come from somebody else's bank.
    `created` is in seconds since 1970.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    schema_version: int = LESSON_SCHEMA
    id: str = Field(pattern=r"^[0-9a-f]{16}$")
    text: str
    outcome: Outcome
    speedup: float | None = None
    interval: tuple[float, float] | None = None
    tests: tuple[int, int] | None = None
    reason: str = ""
    agent: str
    round: int
    code: str = ""
    diff: str = ""
    predicate: Predicate = NOTHING
    function: str
    project: str = ""
    target_digest: str
    task: Task = Task.OPTIMIZE
    language: Language
    mode: Mode
    compiler: str = ""
    cpu: str = ""
    flags: tuple[str, ...] = ()
    created: float = 0.0
    factor: float = 1.0
    times_used: int = Field(default=0, ge=0)
    helpful: int = Field(default=0, ge=0)
    harmful: int = Field(default=0, ge=0)
    tied: int = Field(default=0, ge=0)
    half: Trial | None = None
    embedder: str = ""
    embedding: tuple[float, ...] = ()
    source: tuple[float, ...] = ()
    imported: bool = False

    @property
    def score(self) -> float:
        """The score of the verdict that taught it."""
        if self.tests is not None:
            passed, all_of_them = self.tests
            return passed / all_of_them if all_of_them else 0.0
        return self.speedup or 0.0


class Proposal(BaseModel):
    """What an agent answers: a rewrite as the function alone, with new helpers and includes.

    `problem` says why there is nothing to judge, as one sentence that the agent can learn
    from; `code` is then whatever it sent. `left_out` is what of the answer is not in `code`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    problem: str = ""
    left_out: str = ""


class Attempt(BaseModel):
    """A candidate with its verdict: `code` is the function alone. `repaired` if it is its
    author's second try, after one that did not compile; `elapsed` is the run's time in seconds
    when the verdict was known; `left_out` is what of the author's answer was not judged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent: str
    round: int
    code: str
    verdict: Verdict
    repaired: bool = False
    elapsed: float = 0.0
    left_out: str = ""


class Brief(BaseModel):
    """What an agent sees in one round: the target, the selected lessons, what was tried.

    `start` is the code to improve: the original, or the best attempt so far. `remarks` are the
    compiler's on loops of the original that it could not vectorize, `predicate` is what was
    computed of it, `declared` what its file and the project's headers say of names that it uses.
    Timed calls are `workload`'s, and take `baseline_seconds` in the original; a program of the
    user's decides where it names one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: Target
    mode: Mode
    round: int
    start: str
    lessons: tuple[Lesson, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    compiler: str = ""
    cpu: str = ""
    remarks: tuple[str, ...] = ()
    workload: Workload | None = None
    baseline_seconds: float = 0.0
    circumstances: Circumstances = Circumstances()
    predicate: Predicate = NOTHING
    declared: tuple[Declaration, ...] = ()
    seed: int = 0
