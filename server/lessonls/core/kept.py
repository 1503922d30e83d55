"""What a run found, kept until the user answers it."""

from pydantic import BaseModel, ConfigDict

from lessonls.core.target import Mode, digest
from lessonls.core.verdict import Verdict

KEPT_SCHEMA = 1


class KeptResult(BaseModel):
    """A rewrite `code` of the function whose text was `original`, in the file `path`.

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
    created: float = 0.0

    @property
    def name(self) -> str:
        """Identifies the question that this answers: a later answer takes its place."""
        kind = "simpler" if self.simpler else "best"
        return f"{digest(self.path)}-{digest(self.original)}-{self.mode}-{kind}"
