"""What can be varied in a run. The defaults are the paper's."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from lessonls.core.verdict import SIGNIFICANT


class FactorPolicy(StrEnum):
    """What a round's new evidence does to a lesson's effectiveness factor.

    The authors' code replaces it; the paper's text reads as if it were multiplied. NONE leaves
    it at 1.
    """

    REPLACE = "replace"
    CUMULATIVE = "cumulative"
    NONE = "none"


class Selection(StrEnum):
    """Which of a run's lessons the next round sees: the paper's half fastest, half most
    relevant; or, to see the effect of either, one of them alone, random ones, or the latest.
    """

    BOTH = "both"
    SPEEDUP = "speedup"
    RELEVANCE = "relevance"
    RANDOM = "random"
    LATEST = "latest"


class Admission(StrEnum):
    """Which lessons of earlier runs a run sees: the proven ones, with one candidate on trial (see
    `core.admission`); the proven ones alone; or, for experiments, all that are related.
    """

    TRIAL = "trial"
    PROVEN = "proven"
    ALL = "all"


class Start(StrEnum):
    """The code that agents improve in later rounds."""

    ORIGINAL = "original"
    BEST = "best"


class Options(BaseModel):
    """`lessons` is the paper's k, and `floor` the score x factor from which a lesson counts as one
    of a success. `carry_over` caps the lessons of earlier runs among them, which
    `admission` admits.

    Nothing new is begun once the run has taken `seconds`. With `repair`, the author of a
    candidate that does not compile gets one more try at it; with `remarks`, agents see why the
    compiler did not vectorize.

    A run ends as soon as a candidate's score is `enough`, if that is given. Agents answer at the
    same time, or `one_by_one`, each candidate judged before the next agent is asked. Without
    `last_lessons` none is asked for in the last round, in which no agent of this run would see it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    rounds: int = Field(default=4, ge=1)
    lessons: int = Field(default=4, ge=0)
    seconds: float | None = Field(default=None, ge=0)
    seed: int = Field(default=0, ge=0)
    factor: FactorPolicy = FactorPolicy.REPLACE
    selection: Selection = Selection.BOTH
    start: Start = Start.BEST
    carry_over: int = Field(default=3, ge=0, le=3)
    admission: Admission = Admission.TRIAL
    repair: bool = True
    remarks: bool = True
    floor: float = Field(default=SIGNIFICANT, ge=0)
    enough: float | None = Field(default=None, gt=0)
    one_by_one: bool = False
    last_lessons: bool = True
