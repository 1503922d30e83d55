"""What a run found, kept until the user answers it."""

from pydantic import BaseModel, ConfigDict

from lessonls.core.target import Mode, Task, digest
from lessonls.core.verdict import Verdict

KEPT_SCHEMA = 1


class KeptResult(BaseModel):
    """What takes the place of the function whose text was `original`, in the file `path`: `code`,
    a rewrite or, by its `task`, an implementation.

    `why` is its evidence, as Markdown; `created` is in seconds since 1970. See `RunFinished`
    for `simpler`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    schema_version: int = KEPT_SCHEMA
    path: str
    original: str
    mode: Mode
    code: str
    verdict: Verdict
    why: str = ""
    simpler: bool = False
    task: Task = Task.OPTIMIZE
    created: float = 0.0

    @property
    def name(self) -> str:
        """Identifies the question that this answers: a later answer takes its place."""
        kind = "simpler" if self.simpler else "best"
        return f"{digest(self.path)}-{digest(self.original)}-{self.mode}-{kind}"
