"""Which programs of workspaces the user allows to be run.

What a checked-out repository says is to be run is run only after the user has read it. What is
kept is a digest of the folder and the commands: other commands are another question.
"""

import os
from contextlib import suppress
from pathlib import Path

from lessonls.config.places import data_directory
from lessonls.core.errors import MachineError
from lessonls.core.program import Program
from lessonls.core.target import digest

_FILE = "allowed-programs"


def permitted(program: Program) -> bool:
    """Whether the user said so, here or on the command line, where programs have no folder."""
    return program.root is None or _key(program) in _kept()


def unpermitted(program: Program | None) -> Program | None:
    """The program, if there is one and the user has not allowed it."""
    return None if program is None or permitted(program) else program


def permit(program: Program) -> None:
    """Remembers that the user allows this program. Raises MachineError."""
    file = _file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="ascii") as opened:
            opened.write(f"{_key(program)}\n")
    except OSError as error:
        raise MachineError(f"{file} cannot be written: {error.strerror}.") from error


def _kept() -> frozenset[str]:
    with suppress(OSError, UnicodeDecodeError):
        return frozenset(_file().read_text(encoding="ascii").split())
    return frozenset()


def _file() -> Path:
    return data_directory() / _FILE


def _key(program: Program) -> str:
    return digest(program.model_dump_json())
