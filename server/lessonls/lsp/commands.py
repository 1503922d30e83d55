"""The commands' arguments, which come from outside and are validated here."""

from collections.abc import Sequence
from typing import Any, TypeVar

from lsprotocol import types
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lessonls.core.errors import InputError
from lessonls.core.target import Mode


class Arguments(BaseModel):
    """The one argument of a command: an object."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OptimizeArguments(Arguments):
    """The function around a place; `line` and `column` count from 0, in characters. If it is
    named, no other one is meant.
    """

    uri: str
    line: int = Field(ge=0)
    column: int = Field(default=0, ge=0)
    name: str | None = None
    mode: Mode = Mode.SERIAL


class ImplementArguments(Arguments):
    """The stub at a place, as for `OptimizeArguments`."""

    uri: str
    line: int = Field(ge=0)
    column: int = Field(default=0, ge=0)
    name: str | None = None


class SuggestionArguments(Arguments):
    """Which suggestion is meant."""

    id: str


class DocumentArguments(Arguments):
    """Which document is meant."""

    uri: str


class NoArguments(Arguments):
    """An empty object, or nothing."""


class LessonsArguments(Arguments):
    """Which lessons: those that have to do with `query`, or the newest for none."""

    query: str = Field(default="", max_length=1000)
    limit: int = Field(default=50, ge=1, le=1000)


class ForgetArguments(Arguments):
    """Which lessons to delete."""

    ids: tuple[str, ...]


class RunArguments(Arguments):
    """Which run is meant."""

    run: str


class HottestArguments(Arguments):
    """How many functions to list."""

    limit: int = Field(default=20, ge=1, le=1000)


class CancelArguments(Arguments):
    """Which run to cancel; all of them when none is named."""

    run: str | None = None


_Model = TypeVar("_Model", bound=Arguments)


def parse(model: type[_Model], arguments: Sequence[Any]) -> _Model:
    """The one argument of a command, an object; an InputError says what is wrong with it."""
    try:
        return model.model_validate(arguments[0] if arguments else {})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "argument"
        raise InputError(f"Invalid argument {place} of the command: {first['msg']}.") from error


def command(title: str, name: str, arguments: Arguments) -> types.Command:
    """The command as code actions and code lenses carry it."""
    return types.Command(title, name, arguments=[arguments.model_dump(mode="json")])
