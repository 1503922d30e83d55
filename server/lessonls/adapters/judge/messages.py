"""What the judge process and its client say to each other: one JSON object a line."""

from pathlib import Path

from pydantic import Base64Bytes, BaseModel, ConfigDict

from lessonls.core.target import Aliasing, Mode, Target
from lessonls.core.verdict import Verdict
from lessonls.core.workload import Workload


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Open(_Message):
    """The first line to the process. `headers` by absolute path; `folder` is private."""

    target: Target
    mode: Mode
    headers: dict[Path, Base64Bytes]
    folder: Path
    workload: Workload | None
    seed: int
    aliasing: Aliasing = Aliasing.CONDITION


class Request(_Message):
    """Judge a candidate, or time it once more."""

    code: str
    confirm: bool = False


class Ready(_Message):
    """The baseline is built and its workload known."""

    workload: Workload
    baseline_seconds: float
    compiler: str
    cpu: str


class Failure(_Message):
    """An error of our tree: its class by name, and its sentence."""

    kind: str
    message: str


class Reply(_Message):
    """One line from the process; exactly one field is set."""

    ready: Ready | None = None
    verdict: Verdict | None = None
    failure: Failure | None = None
