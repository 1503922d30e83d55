"""How far a run has come, in one line and a percentage: a fold over its events."""

from dataclasses import dataclass, field, replace

from lessonls.core.events import (
    AgentsAtWork,
    BaselineReady,
    CandidateJudged,
    CandidateProposed,
    Confirming,
    Event,
    JudgeBusy,
    Preparing,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import Attempt
from lessonls.core.opening import IN_PROGRAM, WITH_INPUTS, Opening
from lessonls.core.unit_tests import counted
from lessonls.core.usage import Usage
from lessonls.core.verdict import VerdictKind
from lessonls.core.wording import BUSY

_PREPARED = 10
_ROUNDS_OVER = 95
"""Percentages: preparing takes up to the first, the rounds up to the second."""
_BEGUN = {
    stage: _PREPARED * before // len(stages)
    for stages in (WITH_INPUTS, IN_PROGRAM)
    for before, stage in enumerate(stages)
}
"""The percentage at the beginning of each stage."""


@dataclass(frozen=True)
class Standing:
    """`percentage` never falls, whatever the team does."""

    rounds: int = 1
    agents: int = 1
    round: int = 0
    judged: int = 0
    best: float = 0.0
    usage: Usage = field(default_factory=Usage)
    percentage: int = 0
    message: str = "starting"

    def after(self, event: Event) -> "Standing":
        """The standing once `event` happened."""
        match event:
            case RunStarted(agents=agents, rounds=rounds):
                return replace(
                    self,
                    agents=max(len(agents), 1),
                    rounds=max(rounds, 1),
                    message=Opening.BUILDING.value,
                )
            case JudgeBusy():
                return replace(self, message=BUSY)
            case Preparing(stage=stage):
                return self._at(_BEGUN.get(stage, 0), stage.value)
            case BaselineReady(workload=workload):
                found = counted(len(workload.tests)) if workload.tests else "inputs"
                return self._at(_PREPARED, f"{found} found")
            case RoundStarted(round=number):
                return replace(self, round=number, judged=0).in_round("started")
            case AgentsAtWork(agents=agents, usage=usage):
                waiting = f"waiting for {', '.join(agents)}"
                return replace(self, usage=usage).in_round(waiting)
            case CandidateProposed(agent=agent):
                return self.in_round(f"judging {agent}")
            case CandidateJudged(attempt=attempt):
                won = attempt.verdict.score if attempt.verdict.faster else 0.0
                judged = replace(self, judged=self.judged + 1, best=max(self.best, won))
                return judged.in_round(f"{attempt.agent} {_said(attempt)}")
            case Confirming(attempt=attempt):
                return self._at(
                    _ROUNDS_OVER, f"confirming {attempt.agent}'s {attempt.verdict.measure}"
                )
            case RunFinished():
                return self._at(100, "finished")
            case _:
                return self

    def in_round(self, what: str) -> "Standing":
        """With a message on the present round, and as far as it has come."""
        done = self.round + min(self.judged / self.agents, 1.0)
        share = min(done / self.rounds, 1.0)
        parts = [f"round {self.round + 1}/{self.rounds}", what]
        if self.best:
            parts.append(f"best {self.best:.1f}x")
        if self.usage.phrase:
            parts.append(self.usage.phrase)
        return self._at(_PREPARED + int(share * (_ROUNDS_OVER - _PREPARED)), " · ".join(parts))

    def _at(self, percentage: int, message: str) -> "Standing":
        return replace(self, percentage=max(percentage, self.percentage), message=message)


def _said(attempt: Attempt) -> str:
    verdict = attempt.verdict
    if verdict.tests or (verdict.kind is VerdictKind.CORRECT and verdict.measure):
        return f"judged {verdict.measure}"
    return f"judged {verdict.kind.value.replace('_', ' ')}"
