"""Lessons, the attempts they come from, and what an agent is shown."""

from pydantic import BaseModel, ConfigDict, Field

from lessonls.core.target import Language, Mode, Target
from lessonls.core.verdict import Outcome, Verdict

LESSON_SCHEMA = 1

LONGEST_TEXT = 2000
"""Characters that a lesson's text may have: it is meant to be one or two sentences."""


class Lesson(BaseModel):
    """One or two sentences by an agent, with the measured facts beside them.

    The facts (outcome, speedup, interval, reason) are ours; `text` is the agent's. `factor`
    is the effectiveness factor, `embedding` the vector that `embedder` gave for the text.
    `created` is in seconds since 1970.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    schema_version: int = LESSON_SCHEMA
    id: str
    text: str
    outcome: Outcome
    speedup: float | None = None
    interval: tuple[float, float] | None = None
    reason: str = ""
    agent: str
    round: int
    function: str
    target_digest: str
    language: Language
    mode: Mode
    compiler: str = ""
    cpu: str = ""
    created: float = 0.0
    factor: float = 1.0
    times_used: int = Field(default=0, ge=0)
    helpful: int = Field(default=0, ge=0)
    harmful: int = Field(default=0, ge=0)
    embedder: str = ""
    embedding: tuple[float, ...] = ()


class Attempt(BaseModel):
    """A candidate with its verdict: `code` is the function alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent: str
    round: int
    code: str
    verdict: Verdict


class Brief(BaseModel):
    """What an agent sees in one round: the target, the selected lessons, what was tried.

    `start` is the code to improve: the original, or the best attempt so far.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: Target
    mode: Mode
    round: int
    start: str
    lessons: tuple[Lesson, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    seed: int = 0
