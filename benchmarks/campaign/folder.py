"""The folder of a campaign: a manifest, and one file for each finished problem.

Every file is written in one step, so that whoever stops us, however, leaves whole files.
"""

import fcntl
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from benchmarks.campaign.record import Record
from lessonls.core.errors import InputError
from lessonls.core.machine import Machine
from lessonls.core.options import Options
from lessonls.core.target import Mode, Task

_MANIFEST = "manifest.json"
_LOCK = "lock"
_RECORDS = "records"


class Setup(BaseModel):
    """What a campaign does. Two with the same setup on the same machine differ by noise alone.

    `problems` are `suite/name`, `digests` of their functions' texts in the same order, `bank`
    the folder of lessons that are kept from problem to problem, empty for none. `task` is what is
    asked of the team.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    strategy: str
    team: tuple[str, ...]
    mode: Mode
    options: Options
    repetitions: int
    problems: tuple[str, ...]
    digests: tuple[str, ...]
    bank: str = ""
    task: Task = Task.OPTIMIZE


class Manifest(BaseModel):
    """The setup, and where it was begun: on which machines that judge; `replies` says where the
    models' answers came from, empty without models.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[2] = 2
    setup: Setup
    lessonls: str
    flags: tuple[str, ...]
    machines: tuple[Machine, ...]
    began: str
    replies: str = ""

    @property
    def makes(self) -> str:
        """Of its machines, as `makes_of` says it."""
        return makes_of(self.machines)


def makes_of(machines: Sequence[Machine]) -> str:
    """The compilers and processors, such as `gcc 12.2.0, AMD EPYC`."""
    return " or ".join(sorted({one.make for one in machines}))


class ResultFolder:
    """An open folder. `finished` are the records that are there."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self._path = path
        self.manifest = manifest

    @property
    def finished(self) -> list[Record]:
        """Whole records only; InputError for one that somebody else wrote."""
        return records_of(self._path)

    def add(self, record: Record) -> None:
        """Writes one record; it replaces one of the same problem and repetition."""
        (self._path / _RECORDS).mkdir(exist_ok=True)
        _write(self._path / _RECORDS / f"{record.file}.json", record)


@contextmanager
def begun(path: Path, manifest: Manifest) -> Generator[ResultFolder]:
    """A new campaign. Raises InputError if there is one already, or anything else."""
    _check_unused(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be made: {error.strerror}.") from None
    with _locked(path):
        _check_unused(path)  # another one may have begun, and come to its end, since
        _write(_manifest(path), manifest)  # from now on it can be resumed
        yield ResultFolder(path, manifest)


def is_begun(path: Path) -> bool:
    """Whether a campaign is there that can be resumed."""
    return _manifest(path).exists()


def _check_unused(path: Path) -> None:
    """Raises InputError if a campaign cannot begin. What one leaves that was killed before it
    had begun is no hindrance.
    """
    names = {found.name for found in path.iterdir()} if path.is_dir() else set[str]()
    if is_begun(path):
        what = "holds a campaign: go on with --resume, or"
    elif path.is_file():
        what = "is a file:"
    elif names - {_LOCK, _part(_manifest(path)).name}:
        what = "is not empty:"
    else:
        return
    raise InputError(f"{path} {what} choose another folder.")


@contextmanager
def resumed(path: Path, setup: Setup, replies: str = "") -> Generator[ResultFolder]:
    """The campaign there, if it is this one with the same `replies`. Raises InputError with what
    differs.
    """
    manifest = manifest_of(path)
    names = [name for name, one in setup if one != getattr(manifest.setup, name)]
    if manifest.replies != replies:
        names.append("answers of models")
    if names:
        raise InputError(
            f"{path} holds a campaign with other {' and '.join(names)}: give the same, or"
            " choose another folder."
        )
    with _locked(path):
        yield ResultFolder(path, manifest)


def manifest_of(path: Path) -> Manifest:
    """Raises InputError if there is no campaign, or one that cannot be read."""
    try:
        return Manifest.model_validate_json(_manifest(path).read_bytes())
    except OSError:
        raise InputError(f"{path} holds no campaign.") from None
    except ValidationError:
        raise InputError(
            f"{_manifest(path)} is not what this version of lessonls writes."
        ) from None


def records_of(path: Path) -> list[Record]:
    """The finished problems of a campaign, in the order of their names; InputError."""
    found: list[Record] = []
    for file in sorted((path / _RECORDS).glob("*.json")):
        try:
            found.append(Record.model_validate_json(file.read_bytes()))
        except ValidationError:
            raise InputError(f"{file} is not what this version of lessonls writes.") from None
    return found


def missing(records: Sequence[Record], setup: Setup) -> list[tuple[str, int]]:
    """Problems as `suite/name` with their repetition that no record fills, repetition by
    repetition. One that another time may do for is tried again.
    """
    done = {(f"{one.suite}/{one.name}", one.repetition) for one in records if not one.again}
    every = ((name, number) for number in range(setup.repetitions) for name in setup.problems)
    return [one for one in every if one not in done]


def _manifest(path: Path) -> Path:
    return path / _MANIFEST


def _part(path: Path) -> Path:
    """Where a file is written before it takes its place."""
    return path.with_name(f"{path.name}.part")


def _write(path: Path, what: BaseModel) -> None:
    part = _part(path)
    part.write_text(what.model_dump_json(indent=1) + "\n", encoding="utf-8")
    part.replace(path)


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """The folder for us alone. The lock goes with the process, also with a killed one."""
    handle = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = f"Another campaign is writing into {path}: wait for its end."
            raise InputError(said) from None
        yield
    finally:
        os.close(handle)
