"""What the judge process and its client say to each other: one JSON object a line."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from lessonls.core.circumstances import Circumstances
from lessonls.core.opening import Opening
from lessonls.core.program import Inputs, Program
from lessonls.core.target import Aliasing, Language, Mode, Target, Untested
from lessonls.core.unit_tests import UnitTest
from lessonls.core.verdict import MutationScore, Verdict
from lessonls.core.workload import Workload


class _Message(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        ser_json_bytes="base64",  # files are bytes, and not all of them are text
        val_json_bytes="base64",
    )


class Open(_Message):
    """The first line to the process. `headers` by absolute path; `folder` is private. Preparing
    should take no longer than `seconds`: the client does not wait longer. Timing sessions are as
    long as the judge finds right where `session_seconds` are not given. What many candidates and
    their authors need is made `ahead`, beside the opening, else when it is asked for. Where the
    user has a `program`, `inputs` says when candidates are judged by what happens in it. Rewrites
    have to pass those of the `tests` that the original passes.
    """

    target: Target
    mode: Mode
    headers: dict[Path, bytes]
    folder: Path
    workload: Workload | None
    seed: int
    aliasing: Aliasing = Aliasing.CONDITION
    untested: Untested = Untested.CONDITION
    seconds: float | None = None
    session_seconds: float | None = None
    portable: bool | None = None
    ahead: bool = True
    program: Program | None = None
    inputs: Inputs = Inputs.MADE
    tests: tuple[UnitTest, ...] = ()

    @field_validator("target")
    @classmethod
    def _absolute(cls, target: Target) -> Target:
        """The client may be in another folder than the judge's process."""
        return target.model_copy(update={"path": target.path.absolute()})


USERS_OF = "users of "
"""In front of a name that a reply `needs`: not who defines it is asked for, but who uses it."""


class SourceText(_Message):
    """Another source of the target's project, with what it is compiled with; `headers` by
    absolute path.
    """

    path: Path
    language: Language
    flags: tuple[str, ...]
    text: bytes
    headers: dict[Path, bytes]


class Supply(_Message):
    """The answer to a reply that `needs` something: sources that seem to define or use it."""

    sources: tuple[SourceText, ...]


class Act(StrEnum):
    """What is asked for: to judge a candidate, to time it once more, remarks on loops, or how
    strong the checks are; or it is said which candidates will be judged next.
    """

    EXPECT = "expect"
    JUDGE = "judge"
    CONFIRM = "confirm"
    REMARKS = "remarks"
    MUTATION_SCORE = "mutation score"


class Request(_Message):
    """Every line to the process after the first."""

    act: Act
    code: str = ""
    codes: tuple[str, ...] = ()


class Ready(_Message):
    """The baseline is built and its workload known. Its own score is 1 where that is a speedup."""

    workload: Workload
    baseline_seconds: float
    baseline_score: float = 1.0
    compiler: str
    cpu: str
    circumstances: Circumstances


class Failure(_Message):
    """An error of our tree: its class by name, and its sentence."""

    kind: str
    message: str


class Reply(_Message):
    """One line from the process; one field is set, or none if there is nothing to say. Lines
    with `progress` come before the answer to the first line; one that `needs` sources comes before
    any answer, and is answered with a Supply.
    """

    needs: tuple[str, ...] | None = None
    progress: Opening | None = None
    ready: Ready | None = None
    verdict: Verdict | None = None
    remarks: tuple[str, ...] | None = None
    mutation: MutationScore | None = None
    failure: Failure | None = None
