"""A run as clients with a view of their own see it."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from lessonls.core.banking import lesson_id
from lessonls.core.events import CandidateJudged, LessonBanked, RunStarted
from lessonls.core.target import Mode
from lessonls.core.verdict import VerdictKind
from lessonls.lsp.runs import Run, State


class View(BaseModel):
    """Names are in camel case, as everywhere in the protocol."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class CandidateView(View):
    """A rewrite with its verdict, and what its author learned, if that is known yet."""

    agent: str
    round: int
    verdict: VerdictKind
    speedup: float | None
    interval: tuple[float, float] | None
    reason: str
    repaired: bool
    lesson: str


class RunView(View):
    """Everything about a run that changes while it goes on. `ahead` are the runs before it in the
    queue; `best` is the highest speedup that is certain so far.
    """

    id: str
    uri: str
    function: str
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
    candidates: tuple[CandidateView, ...]


def run_view(run: Run, ahead: int) -> RunView:
    """The run as it stands."""
    standing = run.standing
    started = next((one for one in run.events if isinstance(one, RunStarted)), None)
    return RunView(
        id=run.id,
        uri=run.uri,
        function=run.name,
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
        candidates=_candidates(run),
    )


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
            interval=attempt.verdict.interval,
            reason=attempt.verdict.reason,
            repaired=attempt.repaired,
            lesson=lessons.get(lesson_id(run.target, run.mode, attempt), ""),
        )
        for attempt in attempts
    )
