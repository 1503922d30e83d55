"""A run as clients with a view of their own see it."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from lessonls.core.banking import lesson_id
from lessonls.core.events import CandidateJudged, LessonBanked, RunStarted
from lessonls.core.ranking import best_first
from lessonls.core.target import Mode, Task
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls.core.wording import factor
from lessonls.lsp.runs import Run, State


class View(BaseModel):
    """Names are in camel case, as everywhere in the protocol."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class CandidateView(View):
    """A candidate with its verdict, and what its author learned, if that is known yet. `said` is
    the verdict in a word or what was measured, and `score` the same as a number.
    """

    agent: str
    round: int
    verdict: VerdictKind
    speedup: float | None
    said: str
    score: float
    interval: tuple[float, float] | None
    reason: str
    repaired: bool
    lesson: str


class RunView(View):
    """Everything about a run that changes while it goes on. `ahead` are the runs before it in the
    queue; `best` is the highest speedup that is certain so far, `claim` what is claimed of the best
    candidate so far, whatever the `task` is.
    """

    id: str
    uri: str
    function: str
    task: Task
    mode: Mode
    state: State
    message: str
    percentage: int
    round: int
    rounds: int
    agents: tuple[str, ...]
    ahead: int
    usage: str
    best: float | None
    claim: str
    candidates: tuple[CandidateView, ...]


def run_view(run: Run, ahead: int) -> RunView:
    """The run as it stands."""
    standing = run.standing
    started = next((one for one in run.events if isinstance(one, RunStarted)), None)
    return RunView(
        id=run.id,
        uri=run.uri,
        function=run.name,
        task=run.target.task,
        mode=run.mode,
        state=run.state,
        message=standing.message,
        percentage=standing.percentage,
        round=standing.round,
        rounds=standing.rounds,
        agents=started.agents if started else (),
        ahead=ahead,
        usage=standing.usage.phrase,
        best=standing.best or None,
        claim=_claim(run),
        candidates=_candidates(run),
    )


def _claim(run: Run) -> str:
    attempts = [one.attempt for one in run.events if isinstance(one, CandidateJudged)]
    return next((one.verdict.claim for one in best_first(attempts)), "")


def _said(verdict: Verdict) -> str:
    if verdict.speedup is not None:
        return factor(verdict.speedup)
    return verdict.measure or verdict.kind.value.replace("_", " ")


def _candidates(run: Run) -> tuple[CandidateView, ...]:
    lessons = {
        one.lesson.id: one.lesson.text for one in run.events if isinstance(one, LessonBanked)
    }
    attempts = [one.attempt for one in run.events if isinstance(one, CandidateJudged)]
    return tuple(
        CandidateView(
            agent=attempt.agent,
            round=attempt.round,
            verdict=attempt.verdict.kind,
            speedup=attempt.verdict.speedup,
            said=_said(attempt.verdict),
            score=attempt.verdict.score,
            interval=attempt.verdict.interval,
            reason=attempt.verdict.reason,
            repaired=attempt.repaired,
            lesson=lessons.get(lesson_id(run.target, run.mode, attempt), ""),
        )
        for attempt in attempts
    )
