"""What the user can set: one validated model for flags, editors and defaults."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lessonls.core.errors import SettingsError
from lessonls.core.options import FactorPolicy, Options, Start
from lessonls.core.target import Aliasing, Mode


class Settings(BaseModel):
    """Every setting with its default; unknown names and senseless values are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    team: str = "builtin"
    mode: Mode = Mode.SERIAL
    rounds: int = Field(default=4, ge=1, le=100)
    lessons: int = Field(default=4, ge=0, le=100)
    seconds: float | None = Field(default=None, gt=0)
    seed: int = Field(default=0, ge=0)
    factor: FactorPolicy = FactorPolicy.REPLACE
    start: Start = Start.BEST
    carry_over: int = Field(default=2, ge=0, le=2)
    compile_commands: Path | None = None
    aliasing: Aliasing = Aliasing.CONDITION

    @classmethod
    def load(cls, chosen: Mapping[str, Any] | None = None) -> "Settings":
        """Defaults with the chosen ones on top; SettingsError names the first bad one."""
        try:
            return cls.model_validate(dict(chosen or {}))
        except ValidationError as error:
            raise SettingsError(_sentence(error)) from error

    @property
    def options(self) -> Options:
        """The part that the loop needs."""
        return Options(
            rounds=self.rounds,
            lessons=self.lessons,
            seconds=self.seconds,
            seed=self.seed,
            factor=self.factor,
            start=self.start,
            carry_over=self.carry_over,
        )


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"]) or "settings"
    if first["type"] == "extra_forbidden":
        known = ", ".join(Settings.model_fields)
        return f"There is no setting “{name}”; there are {known}."
    return f"The setting “{name}” cannot be {first['input']!r}: {first['msg']}."


def data_directory() -> Path:
    """Where the user's lessons are; the environment's LESSONLS_HOME overrides."""
    chosen = os.environ.get("LESSONLS_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("lessonls", appauthor=False)
