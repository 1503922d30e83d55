"""What the user can set: one validated model for files, editors, flags and defaults."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lessonls.config.models import ModelSettings
from lessonls.core.errors import SettingsError
from lessonls.core.options import FactorPolicy, Options, Selection, Start
from lessonls.core.program import Inputs, Program
from lessonls.core.target import Aliasing, Mode, Untested
from lessonls.core.usage import Budget

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}$")]
"""Of agents and teams: letters, digits and `_ . : / -`, as models' names have them."""

Library = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+.][A-Za-z0-9_+.-]{0,63}$")]
"""Of the system, by its plain name: `z` for `-lz`."""


class Settings(BaseModel):
    """Every setting with its default; unknown names and invalid values are refused.

    `agents` are models by name, and `teams` lists of members by name: of these agents, of
    built-in specialists, or `builtin` for all of those. `seconds`, `requests`, `tokens` and
    `cost` limit a run, and `opening_seconds` what is done before it can begin. `embedder` is a
    model that turns texts into vectors; without one a lexical one does. `judge` is this machine,
    or the scheduler of a Dask cluster. With `cache`, an answer to the very same question is used
    again. `libraries` of the system are linked with what is compiled, besides those that the
    project's build names. `profile` is where the program spends its time, and `lenses` are those
    that offer a run above functions with loops. What is `portable` needs no instructions beyond
    the project's flags; unless it is said, that is asked where they name no processor. `program` is
    the user's own, which calls the function, and `inputs` says when it decides.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    team: str = "builtin"
    agents: dict[Name, ModelSettings] = {}
    teams: dict[Name, tuple[str, ...]] = {}
    embedder: ModelSettings | None = None
    mode: Mode = Mode.SERIAL
    rounds: int = Field(default=4, ge=1, le=100)
    lessons: int = Field(default=4, ge=0, le=100)
    seconds: float | None = Field(default=None, gt=0)
    opening_seconds: float = Field(default=90.0, gt=0)
    requests: int | None = Field(default=None, ge=1)
    tokens: int | None = Field(default=None, ge=1)
    cost: float | None = Field(default=None, gt=0)
    cache: bool = False
    repair: bool = True
    remarks: bool = True
    share_code_across_projects: bool = False
    seed: int = Field(default=0, ge=0)
    factor: FactorPolicy = FactorPolicy.REPLACE
    selection: Selection = Selection.BOTH
    start: Start = Start.BEST
    carry_over: int = Field(default=3, ge=0, le=3)
    compile_commands: Path | None = None
    libraries: tuple[Library, ...] = ()
    judge: str = Field(default="local", pattern=r"^(local|dask://[^\s/]+:\d+)$")
    aliasing: Aliasing = Aliasing.CONDITION
    untested: Untested = Untested.CONDITION
    portable: bool | None = None
    profile: Path | None = None
    program: Program | None = None
    inputs: Inputs = Inputs.MADE
    lenses: bool = True

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
            selection=self.selection,
            start=self.start,
            carry_over=self.carry_over,
            repair=self.repair,
            remarks=self.remarks,
        )

    @property
    def budget(self) -> Budget:
        """What a team of models may use in one run."""
        return Budget(requests=self.requests, tokens=self.tokens, cost=self.cost)


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"]) or "settings"
    if first["type"] == "extra_forbidden":
        known = ModelSettings if len(first["loc"]) > 1 else Settings
        return f"Unknown setting “{name}”. Known settings: {', '.join(known.model_fields)}."
    if first["type"] == "missing":
        return f"The setting “{name}” is missing."
    if "api_key" in name:
        # Somebody who confuses a key with its name must not find it in a log.
        return f"The setting “{name}” must be the name of an environment variable or keyring."
    if name.endswith("base_url"):
        # It may hold a password.
        return (
            f"The setting “{name}” must be an address such as http://localhost:8000/v1,"
            " without a user, password or query."
        )
    return f"Invalid value {first['input']!r} for setting “{name}”: {first['msg']}."
