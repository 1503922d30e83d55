"""Which settings may come from where, and what overrides what.

The user's own file knows everything. What comes with a checked-out repository may say how its
functions are optimized, and nothing about where code goes, what that may cost, or which keys are
used: otherwise a repository could send its readers' code and money anywhere. Editors
mix the settings of the user with those of a workspace, so that they may choose among the user's
teams and not define any, and lower the user's limits and not raise them.
"""

import tomllib
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

from lessonls.config.places import user_file, workspace_file
from lessonls.config.settings import Settings
from lessonls.core.errors import SettingsError

WORKSPACE = frozenset(
    {
        "aliasing",
        "untested",
        "carry_over",
        "compile_commands",
        "factor",
        "inputs",
        "lessons",
        "libraries",
        "mode",
        "opening_seconds",
        "portable",
        "profile",
        "program",
        "remarks",
        "repair",
        "rounds",
        "seconds",
        "seed",
        "selection",
        "start",
    }
)
_USER_ONLY = frozenset(
    {"agents", "teams", "embedder", "judge", "program", "share_code_across_projects"}
)

_LIMITS = ("requests", "tokens", "cost")
"""Of what models may use: the user's own hold whatever a workspace's editor settings say."""

_LARGEST = 1_000_000


def load(
    source: Path | None = None,
    editor: Mapping[str, Any] | None = None,
    flags: Mapping[str, Any] | None = None,
) -> Settings:
    """The settings for a run on the file `source`: defaults, the user's file, the workspace's,
    the editor's, flags, each over those before it. Raises SettingsError with the file's name.
    """
    own = _own(user_file())
    chosen = dict(own)
    beside = workspace_file(source) if source is not None else None
    if beside is not None:
        chosen |= _of_workspace(beside)
    chosen |= _of_editor(editor or {}, own)
    return Settings.load(chosen | dict(flags or {}))


def _own(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    chosen = _read(file)
    _check(chosen, file)
    return _anchored(chosen, file.parent)


def _of_workspace(file: Path) -> dict[str, Any]:
    chosen = _read(file)
    _refuse(set(chosen) & set(Settings.model_fields) - WORKSPACE, str(file))
    _check(chosen, file)
    return _in_its_folder(_anchored(chosen, file.parent.parent), file.parent.parent)


def _of_editor(chosen: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    _refuse(set(chosen) & _USER_ONLY, "The editor's settings")
    asked, limits = Settings.load(chosen), Settings.load(own)
    held = dict(chosen)
    for name in _LIMITS:
        both = (getattr(asked, name), getattr(limits, name))
        held[name] = min((most for most in both if most is not None), default=None)
    return held


def _refuse(names: Set[str], where: str) -> None:
    if names:
        raise SettingsError(
            f"{where} cannot set “{min(names)}”, which decides where code and money go: "
            f"set it in {user_file()}."
        )


def _check(chosen: Mapping[str, Any], file: Path) -> None:
    try:
        Settings.load(chosen)
    except SettingsError as error:
        raise SettingsError(f"{file}: {error}") from error


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise SettingsError(f"{file} is larger than a megabyte.")
        return tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{file} is not TOML: {error}.") from error


def _anchored(chosen: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Relative paths count from the file's place, not from wherever the program was started."""
    for name in ("compile_commands", "profile"):
        file = chosen.get(name)
        if isinstance(file, str):
            chosen[name] = folder / Path(file).expanduser()
    return chosen


def _in_its_folder(chosen: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A workspace's program runs in a copy of that workspace, and nowhere else."""
    program = chosen.get("program")
    return chosen if program is None else {**chosen, "program": {**program, "root": folder}}
