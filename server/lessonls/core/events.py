"""What happens in a run, as values: the loop yields them, every front end shows them."""

from pydantic import BaseModel, ConfigDict

from lessonls.core.lesson import Attempt, Lesson
from lessonls.core.opening import Opening
from lessonls.core.target import Mode, Target
from lessonls.core.usage import Usage
from lessonls.core.workload import Workload


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class RunStarted(_Event):
    """Judging is about to be prepared: the baseline built, the workload inferred."""

    target: Target
    mode: Mode
    agents: tuple[str, ...]
    rounds: int


class JudgeBusy(_Event):
    """Another run is being judged on this machine: this one is prepared after it."""


class Preparing(_Event):
    """A stage of preparing has begun; those before it are over."""

    stage: Opening


class BaselineReady(_Event):
    """The baseline passes the sanitizers on the workload; one call takes `baseline_seconds`."""

    workload: Workload
    baseline_seconds: float


class RoundStarted(_Event):
    round: int
    lessons: tuple[Lesson, ...]


class AgentsAtWork(_Event):
    """These agents have not answered yet; `usage` is the whole team's so far."""

    agents: tuple[str, ...]
    usage: Usage


class CandidateProposed(_Event):
    agent: str
    round: int
    code: str


class CandidateJudged(_Event):
    attempt: Attempt


class LessonBanked(_Event):
    lesson: Lesson


class AgentLeft(_Event):
    """An agent failed for good; the others go on."""

    agent: str
    reason: str


class Confirming(_Event):
    """The winner is being timed again in a second session."""

    attempt: Attempt


class RunFinished(_Event):
    """The end. `best` is None when nothing faster was found; `note` says why the run ended.

    `simpler` is the fastest rewrite in plain code, where `best` is none and another is faster
    than the original as well.
    """

    best: Attempt | None
    simpler: Attempt | None = None
    attempts: tuple[Attempt, ...]
    lessons: tuple[Lesson, ...]
    baseline_seconds: float
    seconds: float
    usage: Usage = Usage()
    note: str = ""


Event = (
    RunStarted
    | JudgeBusy
    | Preparing
    | BaselineReady
    | RoundStarted
    | AgentsAtWork
    | CandidateProposed
    | CandidateJudged
    | LessonBanked
    | AgentLeft
    | Confirming
    | RunFinished
)
