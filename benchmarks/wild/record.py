"""What came of opening one function, and why it was refused."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from lessonls.core.errors import InputError


class Outcome(StrEnum):
    """`FAILED` is a fault of ours: a judge that dies, an exception, another function."""

    OPENED = "opened"
    REFUSED = "refused"
    FAILED = "failed"
    OVER = "over the limit"


class Record(BaseModel):
    """One line of the output. `build` is whether the judge was asked, and not the finder alone;
    `seconds` are from the text on disk to the answer, without the start of Python, and
    `processor_seconds` those in which processors worked on it: on a busy machine they say more.
    `speedup` is what a run on it confirmed, 1 if it found nothing faster, and `unfinished` why
    there is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    repository: str
    file: str
    line: int
    function: str
    kind: str
    outcome: Outcome
    seconds: float
    processor_seconds: float | None = None
    build: bool
    reason: str = ""
    sentence: str = ""
    line_coverage: float | None = None
    baseline_seconds: float | None = None
    speedup: float | None = None
    unfinished: str = ""

    @property
    def key(self) -> tuple[str, str, int, str]:
        """Identifies the function in its list."""
        return (self.repository, self.file, self.line, self.function)


_REASONS = (
    ("limit", r"more than a minute|over the limit|within \d+|in time"),
    ("linkage", r"undefined reference|undefined symbol|not defined in|defines? no"),
    ("flags", r"unrecognized (?:command|option|argument)|unknown argument|invalid option"),
    ("header", r"No such file or directory|file not found|more than \d+ headers"),
    ("macro, syntax", r"syntax error|cannot be (?:read|parsed)|K&R|macro"),
    ("operator, constructor", r"is an? (?:con|de)structor|is an operator"),
    ("template", r"template|parameter pack|instantiat"),
    ("member", r"member function|is a member|friend|belongs to|inside a class|an object"),
    ("no dependence", r"do not depend on its inputs|it prints|function prints"),
    ("no inputs", r"could not generate inputs|no lengths were found|pass(?:es)? the sanitizers"),
    ("state", r"from one call to the next|nondeterministic"),
    ("type", r"no inputs can be made|cannot be called on its own|type|pointer|private"),
    ("does not compile", r"does not compile"),
)
"""The first that fits, in this order: what names a cause comes before what names a stage."""

REASONS = (*(name for name, _ in _REASONS), "ours", "other")


def reason_of(outcome: Outcome, sentence: str) -> str:
    """The class of a sentence; empty for what opened."""
    if outcome is Outcome.OPENED:
        return ""
    if outcome is Outcome.FAILED:
        return "ours"
    if outcome is Outcome.OVER:
        return "limit"
    return next((name for name, sign in _REASONS if re.search(sign, sentence)), "other")


def append(path: Path, record: Record) -> None:
    """One more line, written at once, in the place of one that was not finished."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.write(record.model_dump_json().encode() + b"\n")


def read(path: Path) -> Sequence[Record]:
    """The records of an earlier run, none if there is no file. Raises InputError for others."""
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        return list(_records(text))
    except (OSError, ValidationError) as error:
        raise InputError(f"{path} holds no records of this benchmark: move it away.") from error


def _records(text: str) -> Iterator[Record]:
    # The last line is not finished where a run was killed while it wrote.
    for line in text.splitlines(keepends=True):
        if line.endswith("\n"):
            yield Record.model_validate_json(line)
